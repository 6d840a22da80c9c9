// Smooths what works without it: keys for lists, and a choice that sends itself.
"use strict";

const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
let current = -1;

function choose(step) {
  const all = rows();
  if (!all.length) return;
  if (current >= 0 && all[current]) all[current].classList.remove("current");
  current = Math.min(Math.max(current + step, 0), all.length - 1);
  const row = all[current];
  row.classList.add("current");
  row.scrollIntoView({ block: "nearest" });
  row.querySelector("[data-open]")?.focus({ preventScroll: true });
}

function open() {
  rows()[current]?.querySelector("[data-open]")?.click();
}

const keys = {
  "/": () => document.getElementById("q")?.focus(),
  j: () => choose(1),
  k: () => choose(-1),
  o: open,
  "?": () => document.getElementById("keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  const field = event.target.closest("input, select, textarea");
  if (field || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  // The same key on a Russian keyboard.
  const key = { о: "j", л: "k", щ: "o", ".": event.code === "Slash" ? "/" : ".", ",": event.code === "Slash" ? "?" : "," }[event.key] ?? event.key;
  if (!keys[key]) return;
  event.preventDefault();
  keys[key]();
});

for (const field of document.querySelectorAll("[data-send]")) {
  field.addEventListener("change", () => field.form.requestSubmit());
}
