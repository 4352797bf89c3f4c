"""Behind a proxy: who asks, and by which scheme, is told by the proxy on this machine, and by nobody else."""

from typing import Any

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def proxy_settings(*, host: str, is_https: bool) -> dict[str, Any]:
    """Return waitress's settings about proxies.

    Args:
        host: the address that Plon listens on.
        is_https: people reach Plon over HTTPS, so something on this machine must speak TLS for it.

    Whoever listens to the world directly believes no header: anybody could send it.
    """
    settings: dict[str, Any] = {"clear_untrusted_proxy_headers": True}
    if is_https and host in LOOPBACK:
        settings |= {
            "trusted_proxy": "127.0.0.1",
            "trusted_proxy_count": 1,
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        }
    return settings
