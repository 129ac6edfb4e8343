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
    const typing = event.target.closest("input, textarea, select, [contenteditable], .scroll, .frame, .CodeMirror");
    if (typing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = document.querySelector(`a[rel="${TURNS[event.key]}"]`);
    if (!(event.key in TURNS) || !link || (keys && !keys.checked)) return;
    event.preventDefault();
    link.click();
});

function showMark() {
    const mark = document.querySelector(".sheet rect.mark") || document.getElementById("mark");
    if (!mark || location.hash) return;
    const { top, bottom, left, right } = mark.getBoundingClientRect();
    if (top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth) return;
    const inline = right - left > 0.9 * innerWidth ? "start" : "center";
    mark.scrollIntoView({ block: "center", inline, behavior: "instant" });
}

const sheet = document.querySelector(".sheet img");
if (document.querySelector(".evidence")) {
    // the image has its size before it is there, so that the page does not jump afterwards
    if (sheet && !sheet.complete) sheet.addEventListener("load", showMark, { once: true });
    showMark();
}

// A row that was missed: the words are chosen on the page, or in its text.
const adding = document.getElementById("adding");
const field = (name) => document.getElementById(name);

function choose(start, end, words) {
    field("start").value = start;
    field("end").value = end;
    field("words").value = words;
}

function startChoosing(svg) {
    const all = [...svg.querySelectorAll(".word")];
    let first = null;
    let pressed = false;
    const mark = (from, to) => {
        const low = Math.min(from, to);
        const high = Math.max(from, to);
        const chosen = all.slice(low, high + 1);
        all.forEach((word, at) => word.classList.toggle("chosen", at >= low && at <= high));
        choose(chosen[0].dataset.start, chosen.at(-1).dataset.end,
            chosen.map((word) => word.textContent).join(" "));
    };
    const at = (event) => all.indexOf(document.elementFromPoint(event.clientX, event.clientY)?.closest(".word"));
    const take = (word) => {
        if (first === null) { first = word; mark(word, word); } else { mark(first, word); first = null; }
    };
    svg.addEventListener("pointerdown", (event) => {
        const word = at(event);
        if (word < 0 || event.pointerType !== "mouse") return;
        event.preventDefault();
        pressed = true;
        take(word);
    });
    svg.addEventListener("click", (event) => { // a tap: drawing with a finger moves the page
        if (event.pointerType !== "mouse" && at(event) >= 0) take(at(event));
    });
    svg.addEventListener("pointermove", (event) => {
        const word = pressed && first !== null ? at(event) : -1;
        if (word >= 0) mark(first, word);
    });
    addEventListener("pointerup", (event) => {
        if (pressed && first !== null && at(event) !== first) first = null;
        pressed = false;
    });
}

function chooseInText(passage) {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!passage.contains(range.startContainer) || !passage.contains(range.endContainer)) return;
    const before = document.createRange();
    before.selectNodeContents(passage);
    before.setEnd(range.startContainer, range.startOffset);
    const cut = passage.querySelector(".cut");
    const skipped = cut && cut === passage.firstChild ? cut.textContent.length : 0;
    // offsets count characters, a string of JavaScript counts some of them as two
    const start = Number(passage.dataset.start) + [...before.toString()].length - skipped;
    const words = range.toString();
    choose(start, start + [...words].length, words);
}

if (adding) {
    document.querySelectorAll(".choosing svg").forEach(startChoosing);
    const passage = document.querySelector(".passage");
    if (passage) document.addEventListener("selectionchange", () => chooseInText(passage));
    field("words").addEventListener("input", () => { field("start").value = field("end").value = ""; });
}
