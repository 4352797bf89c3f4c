from plon.site.deployment import demonstrations_are_not_for_the_public


def test_an_operator_is_warned_of_a_demonstration(settings: object) -> None:
    assert demonstrations_are_not_for_the_public(None) == []

    settings.DEMONSTRATION = True  # type: ignore[attr-defined]
    assert [advice.id for advice in demonstrations_are_not_for_the_public(None)] == ["plon.W001"]
