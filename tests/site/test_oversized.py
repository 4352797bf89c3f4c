from django.test import Client


def test_a_promise_of_ten_gigabytes_is_refused_before_it_is_read(db: None) -> None:
    response = Client().post(
        "/accounts/login/", data=b"x", content_type="application/octet-stream", headers={"content-length": str(10**10)}
    )

    assert response.status_code == 413
    assert "250 MB" in response.content.decode()


def test_a_broken_promise_is_read_as_none(db: None) -> None:
    response = Client().get("/accounts/login/", headers={"content-length": "many"})

    assert response.status_code == 200
