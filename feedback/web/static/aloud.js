// Reads aloud on tap: recordings, else a voice of the language, else no button.
"use strict";
{
  const lang = document.documentElement.lang.replace("prs", "fa.AF");
  const ours = RegExp(`^${lang}(?![a-z])`, "i");
  // Android lists languages that it speaks in English: trust only the phone's own
  const sure = !/Android/.test(navigator.userAgent) || navigator.languages.some((tag) => ours.test(tag));
  const speech = window.speechSynthesis;
  const player = new Audio(); // one: a phone lets it go on after a tap
  let voice, pressed, told;

  const groups = () => {
    const found = [];
    for (const text of document.querySelectorAll("[data-say]")) {
      if (text.dataset.say || !found[0]) found.unshift([]);
      found[0].push(text);
    }
    return found;
  };

  const say = (text, done) => {
    told = done;
    if (text.dataset.audio) {
      player.src = text.dataset.audio;
      player.onended = player.onerror = done;
      player.play().catch(done);
    } else if (voice) {
      text.said = new SpeechSynthesisUtterance(text.textContent);
      speech.speak(Object.assign(text.said, { voice, lang: voice.lang, onend: done, onerror: done }));
    } else done();
  };

  const press = (button) => {
    pressed?.setAttribute("aria-pressed", false);
    button?.setAttribute("aria-pressed", true);
    pressed = button;
    player.pause();
    if (speech?.speaking) speech.cancel();
    told?.();
  };

  const read = async (button, group) => {
    press(button === pressed ? null : button);
    for (const text of pressed ? group : []) {
      text.classList.add("aloud");
      await new Promise((done) => say(text, done));
      text.classList.remove("aloud");
      if (button !== pressed) return;
    }
    press();
  };

  const offer = (first) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "listen";
    button.textContent = document.body.dataset.listen;
    button.setAttribute("aria-pressed", false);
    button.onclick = () => read(button, groups().find(([one]) => one === first));
    (first.closest("legend, h1, ul") || first).after(button);
    first.offered = true;
  };

  // for texts that are shown later
  window.aloud = () => {
    press();
    voice = sure && speech?.getVoices().find((one) => ours.test(one.lang));
    const can = (text) => voice || text.dataset.audio || text.matches(".error");
    for (const group of groups()) if (!group[0].offered && group.every(can)) offer(group[0]);
  };
  if (speech) speech.onvoiceschanged = aloud;
  aloud();
}
