"""A small site of a school project, with all that makes copies hard: what each address answers."""

import base64

from tests.fetching.servers import Server

HTML = {"Content-Type": "text/html; charset=UTF-8"}
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SPYING_SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>fetch("http://127.0.0.1:9/svg")</script>
<rect width="9" height="9" fill="red" onload="fetch('http://127.0.0.1:9/svg')"/></svg>"""
PDF = b"%PDF-1.7\n" + b"lesson " * 50
FONT = b"wOF2" + b"\x00" * 60
WORDS = "Scenariusze lekcji nad rzeką dla klas czwartych i piątych, z kartami pracy. " * 3


def page(server: Server, other: Server) -> bytes:
    """Return the front page: every way to name an address, and every way to act."""
    return f"""<!doctype html><html lang="pl" onclick="fetch('//{other.place}/click')"><head><title>Żywa rzeka</title>
<base href="/site/"><meta http-equiv="refresh" content="1;url=http://{other.place}/away">
<link rel="stylesheet" href="looks.css"><link rel="preconnect" href="http://{other.place}">
<link rel="icon" href="/site/icon.png"><script src="http://{other.place}/spy.js"></script>
<style>.a {{ background: url("inline.png") }}</style></head>
<body background="back.png" onload="fetch('http://{other.place}/load')">
<h1>Żywa rzeka</h1><p>{WORDS}</p>
<img src="river.png" srcset="river.png 1x, /site/big.png 2x" alt="Rzeka" onerror="fetch('/x')">
<picture><source srcset="wide.png 800w, small.png 400w"><img src="//{server.place}/site/protocol.png" alt=""></picture>
<img src="{server.url("/site/drawing.svg")}" alt="Rysunek"><img data-src="lazy.png" alt="">
<img src="http://{other.place}/tracker.gif" alt=""><img src="http://169.254.169.254/latest/meta-data" alt="">
<p style="background: url('styled.png')">Styl</p><img src="moved.png" alt="">
<a href="lesson.pdf">Karta</a> <a href="second.html#part">Dalej</a> <a href="/secret/plan.html">Plan</a>
<a href="http://{other.place}/elsewhere">Inni</a> <a href="javascript:fetch('http://{other.place}/js')">Klik</a>
<a href="mailto:school@example.org">Napisz</a> <a href="huge.zip">Wszystko</a>
<form action="http://{other.place}/form"><input name="q"><button>Szukaj</button></form>
<iframe src="http://{other.place}/film"></iframe><object data="http://{other.place}/flash"></object>
<script>document.title = "acted"; fetch("http://{other.place}/inline")</script></body></html>""".encode()


CSS = """@charset "utf-8"; @import "deep/more.css"; @import url(missing.css);
@font-face { font-family: Rzeka; src: url(rzeka.woff2) format("woff2"), url('rzeka.woff2?#iefix'); }
h1 { font-family: Rzeka; background: url( "css.png" ); content: "url(no.png)" } /* url(comment.png) */
p { cursor: url(data:image/gif;base64,R0lGODlhAQABAAAAACw=), auto }"""
DEEP = "h2 { background: url(../deep.png) } h3 { background: url(//tracker.example/x.png) }"
SECOND = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">
<title>Żółw i łąka</title>
<body><h1>Żółw i łąka<p>Zajęcia w terenie,
druga część scenariusza dla nauczycieli<table><td><img src=second.png>""".encode("iso-8859-2")
PICTURES = ("icon", "inline", "back", "river", "big", "wide", "small", "protocol", "lazy", "styled", "css", "second")


def put_up(server: Server, other: Server) -> str:
    """Put the site up and return its address."""
    png = {"Content-Type": "image/png"}
    pages = {
        "/site/": (200, HTML, page(server, other)),
        "/site/looks.css": (200, {"Content-Type": "text/css"}, CSS.encode()),
        "/site/deep/more.css": (200, {"Content-Type": "text/css"}, DEEP.encode()),
        "/site/rzeka.woff2": (200, {"Content-Type": "application/octet-stream"}, FONT),
        "/site/drawing.svg": (200, {"Content-Type": "image/svg+xml"}, SPYING_SVG),
        "/site/lesson.pdf": (200, {"Content-Type": "application/pdf"}, PDF),
        "/site/second.html": (200, {"Content-Type": "text/html"}, SECOND),
        "/site/moved.png": (302, {"Location": "/site/deep.png"}, b""),
        "/site/deep.png": (200, png, PIXEL),
        "/site/huge.zip": (200, {"Content-Type": "application/zip", "Content-Length": str(5 * 1024**3)}, b"PK"),
        "/secret/plan.html": (200, HTML, b"<title>Plan</title><p>A plan that programs may not read"),
        "/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /secret/\n"),
    }
    server.pages.update(pages | {f"/site/{name}.png": (200, png, PIXEL) for name in PICTURES})
    other.pages.update({"/tracker.gif": (200, {"Content-Type": "image/gif"}, PIXEL)})
    return server.url("/site/")
