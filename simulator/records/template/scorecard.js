"use strict";
// Plays the stretch of the recording that a button names, and shows where the sound is in the conversation and the timeline.
(() => {
  const sound = document.getElementById("recording");
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((group) => { group.open = true; }));
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const group = target.closest("details");
    if (group) group.open = true;
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", reveal);
  reveal();
  if (!sound) return;

  const chart = document.querySelector(".chart");
  const playhead = chart.querySelector(".playhead");
  const passages = [...document.querySelectorAll(".conversation [data-from]")].map((item) => ({
    item, from: +item.dataset.from, to: +item.dataset.to, at: +item.dataset.at,
  })).sort((one, other) => one.from - other.from);
  let button = null;

  const stop = () => {
    if (!button) return;
    button.setAttribute("aria-pressed", "false");
    button = null;
    sound.pause();
  };
  const show = () => {
    const now = sound.currentTime * 1000;
    if (button && now >= +button.dataset.to) stop();
    let last = null;
    for (const passage of passages) {
      passage.item.classList.toggle("now", !sound.paused && passage.from <= now && now < passage.to);
      if (passage.from <= now) last = passage;
    }
    const session = last ? last.at + now - last.from : now;
    const x = +chart.dataset.padding + session * chart.dataset.scale / 1000;
    playhead.setAttribute("x1", x);
    playhead.setAttribute("x2", x);
    if (!sound.paused) requestAnimationFrame(show);
  };
  sound.addEventListener("play", show);
  sound.addEventListener("seeked", show);
  sound.addEventListener("pause", () => { if (sound.paused) stop(); show(); });
  sound.addEventListener("ended", stop);
  for (const each of document.querySelectorAll("button.play")) {
    each.hidden = false;
    each.setAttribute("aria-pressed", "false");
    each.addEventListener("click", () => {
      const again = button === each;
      stop();
      if (again) return;
      button = each;
      each.setAttribute("aria-pressed", "true");
      sound.currentTime = each.dataset.from / 1000;
      sound.play();
    });
  }
})();
