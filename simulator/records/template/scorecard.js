"use strict";
// Opens what a link leads to, plays the exact stretch of the recording that a button names, and shows where the sound is in
// the conversation and on the timeline.
(() => {
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((group) => { group.open = true; }));

  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const group = target && target.closest("details");
    if (!group) return;
    group.open = true;
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", reveal);
  reveal();

  const sound = document.getElementById("recording");
  if (!sound) return;
  const chart = document.querySelector(".chart");
  const playhead = chart.querySelector(".playhead");
  const passages = [...document.querySelectorAll(".conversation > [data-from]")].map((item) => ({
    item, from: +item.dataset.from, to: +item.dataset.to, at: +item.dataset.at,
  })).sort((one, other) => one.from - other.from);

  // A stretch is cut from the decoded samples: a player's own seeking is not exact in compressed sound.
  let context = null;
  let samples = null;
  let stretch = null;  // what is playing: its button, its source, and the context's time at the recording's beginning

  const decode = () => {
    context = new AudioContext({ sampleRate: 16000 });
    const text = atob(sound.src.slice(sound.src.indexOf(",") + 1));
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
    return context.decodeAudioData(bytes.buffer);
  };
  const stop = () => {
    if (!stretch) return;
    const { button, source } = stretch;
    stretch = null;
    button.setAttribute("aria-pressed", "false");
    if (source) source.stop();
  };
  const play = async (button) => {
    stop();
    sound.pause();
    const mine = { button, source: null, zero: 0 };
    stretch = mine;
    button.setAttribute("aria-pressed", "true");
    const from = button.dataset.from / 1000;
    let buffer;
    try {
      samples = samples || decode();
      buffer = await samples;
      await context.resume();
    } catch (error) {  // a browser that plays the format but cannot decode it at once
      stop();
      sound.currentTime = from;
      sound.play();
      return;
    }
    if (stretch !== mine) return;
    mine.source = context.createBufferSource();
    mine.source.buffer = buffer;
    mine.source.connect(context.destination);
    mine.source.addEventListener("ended", () => { if (stretch === mine) stop(); });
    mine.zero = context.currentTime - from;
    mine.source.start(0, from, button.dataset.to / 1000 - from);
    show();
  };

  const show = () => {
    const playing = Boolean(stretch && stretch.source) || !sound.paused;
    const now = 1000 * (stretch && stretch.source ? context.currentTime - stretch.zero : sound.currentTime);
    let last = null;
    for (const passage of passages) {
      passage.item.classList.toggle("now", playing && passage.from <= now && now < passage.to);
      if (passage.from <= now) last = passage;
    }
    const session = last ? last.at + now - last.from : now;
    const x = +chart.dataset.padding + session * chart.dataset.scale / 1000;
    playhead.setAttribute("x1", x);
    playhead.setAttribute("x2", x);
    if (playing) requestAnimationFrame(show);
  };
  sound.addEventListener("play", () => { stop(); show(); });
  sound.addEventListener("seeked", show);
  for (const button of document.querySelectorAll("button.play")) {
    button.hidden = false;
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      if (stretch && stretch.button === button) stop();
      else play(button);
    });
  }
})();
