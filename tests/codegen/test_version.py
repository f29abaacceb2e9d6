"""The versions of client packages: what an API calls its own as Python writes it, and the steps from one to the next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.codegen.version import Version, next_version
from swornspec.spec.compare import Kind

B, C, D = Kind.BREAKING, Kind.COMPATIBLE, Kind.DOCUMENTATION
VERSIONS = st.builds(
    Version,
    st.lists(st.integers(0, 999), min_size=3, max_size=3).map(tuple),
    st.none() | st.tuples(st.sampled_from(["a", "b", "rc"]), st.integers(0, 9)),
)


@pytest.mark.parametrize(
    ("stated", "version"),
    [
        ("1", "1.0.0"),
        ("v2.3", "2.3.0"),
        ("1.2.3", "1.2.3"),
        ("1.2.3.4", "1.2.3.4"),
        ("2024-01-15", "2024.1.15"),
        ("2025-11-04", "2025.11.4"),
        ("20240115", "2024.1.15"),
        ("2024-01", "2024.1.0"),
        ("v2024.06.1", "2024.6.1"),
        ("1.0-beta.2", "1.0.0b2"),
        ("v1beta1", "1.0.0b1"),
        ("3.0.0-rc1", "3.0.0rc1"),
        ("2.0.0-alpha", "2.0.0a0"),
        ("1.4.0+build.7", "1.4.0"),
        ("Version 7 (public)", "7.0.0"),
        ("1.2.3-SNAPSHOT", "1.2.3"),
        ("1.0 a great one", "1.0.0a0"),
        ("latest", "0.0.0"),
        ("", "0.0.0"),
        ("9" * 40, "999999999.0.0"),
        ("٣.٤", "0.0.0"),
    ],
)
def test_a_version_is_written_as_packages_write_it(stated: str, version: str) -> None:
    assert str(Version.of(stated)) == version
    assert Version.of(version) == Version.of(stated)


@given(st.text(max_size=30))
def test_every_text_gives_a_version_that_packages_may_have(stated: str) -> None:
    import packaging.version

    packaging.version.Version(str(Version.of(stated)))


@pytest.mark.parametrize(
    ("released", "then", "now", "kind", "version"),
    [
        ("1.2.3", "1", "1", B, "2.0.0"),
        ("1.2.3", "1", "1", C, "1.3.0"),
        ("1.2.3", "1", "1", D, "1.2.4"),
        ("1.2.3", "1", "1", None, "1.2.3"),
        ("1.2.3", "1", "1.5", B, "1.5.0"),
        ("1.2.3", "1", "2", D, "2.0.0"),
        ("3.0.0", "1", "2", D, "3.0.1"),
        ("3.0.0", "1", "2", C, "3.1.0"),
        ("1.2.3", "2", "1", D, "1.2.4"),
        ("1.2.3.4", "1", "1", D, "1.2.4"),
        ("1.0.0b1", "1.0.0b1", "1.0.0b1", B, "1.0.0b2"),
        ("1.0.0b3", "1.0.0b1", "1.0.0", D, "1.0.0"),
        ("2024.1.15", "2024-01-15", "2024-01-15", B, "2024.1.15.1"),
        ("2024.1.15.1", "2024-01-15", "2024-01-15", D, "2024.1.15.2"),
        ("2024.1.15.2", "2024-01-15", "2024-06-01", C, "2024.6.1"),
    ],
)
def test_the_kind_of_change_decides_unless_the_api_steps_ahead(released: str, then: str, now: str, kind: Kind | None, version: str) -> None:
    assert str(next_version(Version.of(released), then, now, kind)) == version


@given(VERSIONS, VERSIONS, VERSIONS, st.sampled_from([B, C, D]))
def test_versions_only_rise(released: Version, then: Version, now: Version, kind: Kind) -> None:
    import packaging.version

    following = next_version(released, str(then), str(now), kind)

    assert released < following
    assert packaging.version.Version(str(released)) < packaging.version.Version(str(following))
