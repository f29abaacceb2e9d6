# shellcheck shell=bash
# What the steps share. They read their settings from the environment, never from text that is put into a script:
#   APIS     names of APIs, or OpenAPI files, separated by blanks; all APIs of specs/ without it
#   REPORTS  the folder for reports; swornspec-reports without it
# and, where they are set, append to $GITHUB_STEP_SUMMARY and $GITHUB_OUTPUT.
#
# Pages and documents are somebody else's words. In the log every line of them begins with a bar, and in the summary
# it is indented as code or escaped, so that none is taken for a command of the runner or for markup.

reports=${REPORTS:-swornspec-reports}
worst=0
mkdir -p -- "$reports"
read -ra apis <<<"${APIS:-}"
for one in ${apis[@]+"${apis[@]}"}; do
    case $one in -*) echo "no name of an API or file: $one" >&2; exit 2 ;; esac
done

# as_file NAME: the name of an API or file as a part of a file name.
as_file() { printf '%s' "${1//[^A-Za-z0-9_-]/_}"; }

# summarise TITLE CODE FILE: a section of the summary.
summarise() {
    local verdict
    case $2 in 0) verdict=fine ;; 1) verdict="not fine" ;; *) verdict="could not be done" ;; esac
    [ -n "${GITHUB_STEP_SUMMARY:-}" ] || return 0
    {
        printf '### %s: %s\n\n' "$1" "$verdict"
        if [ -f "${3%.txt}.md" ]; then
            head -c 200000 -- "${3%.txt}.md" # Markdown that swornspec wrote, with what is not its own escaped
        else
            head -n 200 -- "$3" | head -c 200000 | sed 's/^/    /'
        fi
        printf '\n\n'
    } >>"$GITHUB_STEP_SUMMARY"
}

# step TITLE FILE COMMAND...: run a command, keep what it says in a file of the reports, show and remember how it ended.
step() {
    local title=$1 file=$reports/$2 code=0
    shift 2
    "$@" >"$file" 2>&1 || code=$?
    echo "== $title: exit code $code"
    sed 's/^/| /' -- "$file"
    summarise "$title" "$code" "$file"
    [ "$code" -le "$worst" ] || worst=$code
}

# finish: say where the reports are, and end with the worst exit code there was.
finish() {
    [ -z "${GITHUB_OUTPUT:-}" ] || printf 'reports=%s\n' "$reports" >>"$GITHUB_OUTPUT"
    exit "$worst"
}
