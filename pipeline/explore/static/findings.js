// Keys and marks on our pages. Everything works without it, by links and forms.
"use strict";

const keys = document.getElementById("keys");

function remembered(name) {
    try { return localStorage.getItem(name); } catch { return null; }
}

function remember(name, value) {
    try { localStorage.setItem(name, value); } catch { /* private windows may keep nothing */ }
}

if (keys) {
    keys.checked = remembered("findings-keys") !== "off";
    keys.addEventListener("change", () => remember("findings-keys", keys.checked ? "on" : "off"));
}

const TURNS = { j: "next", ArrowRight: "next", k: "prev", ArrowLeft: "prev" };

document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable], .scroll, .CodeMirror");
    if (typing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = document.querySelector(`a[rel="${TURNS[event.key]}"]`);
    if (!(event.key in TURNS) || !link || (keys && !keys.checked)) return;
    event.preventDefault();
    link.click();
});

function showMark() {
    const mark = document.querySelector(".sheet rect.mark") || document.getElementById("mark");
    if (!mark || location.hash) return;
    const { top, bottom } = mark.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) mark.scrollIntoView({ block: "center", behavior: "instant" });
}

const sheet = document.querySelector(".sheet img");
if (document.querySelector(".evidence")) {
    // the image has its size before it is there, so that the page does not jump afterwards
    if (sheet && !sheet.complete) sheet.addEventListener("load", showMark, { once: true });
    showMark();
}
