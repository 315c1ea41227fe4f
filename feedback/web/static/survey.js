// Shows a survey one part at a time, without waiting for the network. An extra: all of it works without.
"use strict";
{
  const steps = document.getElementById("steps");
  const start = document.getElementById("start");
  const main = document.getElementById("main");
  const DAY = 864e5;
  const RETRY = 15e3;
  const kept = steps && "survey " + steps.dataset.survey; // where this telephone keeps what has not arrived
  const site = document.title.split(" – ").pop();
  let form, parts, words, at, changing, fresh, sending, left, busy, dirty, timer;

  const make = (tag, given, ...inside) => {
    const made = Object.assign(document.createElement(tag), given);
    made.append(...inside);
    return made;
  };

  const read = () => {
    try {
      const found = JSON.parse(localStorage.getItem(kept));
      if (found && Date.now() - found.moment < DAY) return found;
      localStorage.removeItem(kept);
    } catch {}
    return null;
  };

  const keep = () => {
    if (!form || left) return;
    const fields = [...new FormData(form)];
    try {
      localStorage.setItem(kept, JSON.stringify({ moment: Date.now(), at, sending, fresh, fields }));
    } catch {} // no room or not allowed: what is saved on the server is all there is
  };

  const drop = () => {
    try {
      localStorage.removeItem(kept);
    } catch {}
  };

  const question = (part) => part.querySelector("h1").innerText;

  const answer = (part) => {
    const written = part.querySelector("textarea");
    const chosen = part.querySelector("input:checked");
    if (written && written.value.trim()) return written.value.trim();
    return chosen && chosen.value ? chosen.labels[0].innerText.trim() : "";
  };

  const say = (text) => {
    main.querySelector("#state").textContent = text;
  };

  const list = (given) => {
    given.replaceChildren();
    parts.slice(0, -1).forEach((part, number) => {
      const said = answer(part);
      const name = make("span", { className: "trap" }, " " + question(part));
      const change = make("button", { type: "button", className: "link" }, words.change, name);
      change.onclick = () => show(number, true);
      const look = !said ? "aside" : part.querySelector("textarea") ? "said" : "";
      const shown = make("div", { className: look, dir: "auto" }, said || words.none);
      given.append(make("dt", {}, question(part)), make("dd", {}, shown, change));
    });
  };

  const mended = () => {
    main.querySelectorAll(".errors, .error").forEach((old) => old.remove());
    main.querySelectorAll(".wrong").forEach((old) => old.classList.remove("wrong"));
  };

  // an error stands above the question, where the focus goes, and in the same words at the field
  const wrong = (number, message) => {
    show(number, changing);
    const field = parts[number].querySelector("textarea, fieldset");
    const link = make("a", { href: "#" + field.id }, message);
    const above = make("div", { className: "errors", role: "alert", tabIndex: -1 });
    above.append(make("h2", {}, words.errors), make("ul", {}, make("li", {}, link)));
    const told = make("p", { className: "error", id: field.id + "-error" }, message);
    told.dataset.say = "";
    field.before(told);
    field.setAttribute("aria-describedby", field.id + "-error");
    field.parentElement.classList.add("wrong");
    form.before(above);
    document.title = words.wrong + " " + document.title;
    above.focus();
  };

  const tooLong = (part) => {
    const written = part.querySelector("textarea");
    const length = written ? [...written.value.trim()].length : 0;
    return written && length > written.dataset.most
      ? words.long.replace("{n}", length).replace("{max}", written.dataset.most)
      : "";
  };

  const show = (number, change, back) => {
    mended();
    at = number;
    changing = change;
    parts.forEach((part, place) => (part.hidden = place !== at));
    const last = at === parts.length - 1;
    if (last) list(parts[at].querySelector("dl"));
    const step = words.step.replace("{n}", at + 1);
    const heading = parts[at].querySelector("h1");
    if (!last) parts[at].querySelector(".step").textContent = step;
    const phase = form.querySelector("[name=phase]:checked");
    main.querySelectorAll(".phase").forEach((told) => (told.hidden = !phase || told.dataset.phase !== phase.value));
    form.querySelector("#no-answer").hidden = last || change;
    form.elements.go.textContent = last ? words.send : change ? words.keep : words.next;
    document.title = (last ? "" : step + ": ") + heading.innerText + " – " + site;
    if (!back) history.pushState({ at }, "", "#" + (at + 1));
    heading.tabIndex = -1;
    heading.focus();
    scrollTo(0, 0);
    if (window.aloud) window.aloud(parts[at]);
  };

  const post = async (address, more) => {
    const body = new URLSearchParams(new FormData(form));
    if (more) body.append(more, "1");
    const signal = AbortSignal.timeout ? AbortSignal.timeout(3e4) : undefined;
    const reply = await fetch(address, { method: "POST", body, signal, headers: { Accept: "application/json" } });
    if (reply.status >= 500) throw new Error(reply.status);
    return reply;
  };

  const save = async () => {
    const reply = await post(form.dataset.save, fresh && "again");
    if (!reply.ok) throw new Error(reply.status);
    fresh = false;
    form.elements.key.value = (await reply.json()).key;
  };

  const finish = (code) => {
    left = true;
    drop();
    const sent = main.querySelector("#sent");
    sent.querySelector(".code").textContent = code;
    sent.hidden = false;
    main.replaceChildren(sent);
    history.replaceState({}, "", location.pathname);
    const heading = sent.querySelector("h1");
    document.title = heading.innerText + " – " + site;
    heading.tabIndex = -1;
    heading.focus();
    scrollTo(0, 0);
    if (window.aloud) window.aloud(sent);
  };

  const deliver = async () => {
    const reply = await post(form.action);
    const told = (reply.headers.get("Content-Type") || "").includes("json") && (await reply.json());
    sending = false;
    if (!told) {
      left = true; // the server has a page of its own to show
      form.submit();
    } else if (told.code) {
      finish(told.code);
    } else {
      if (told.key) form.elements.key.value = told.key;
      say(told.key ? words.old : "");
      const [first] = Object.keys(told.problems || {});
      const number = parts.findIndex((part) => first && part.querySelector(`[name="${first}"]`));
      if (number >= 0) wrong(number, told.problems[first]);
    }
  };

  // one request at a time; what changes meanwhile goes along with the next one
  const push = async () => {
    keep();
    dirty = true;
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    try {
      while (dirty && !left) {
        const key = form.elements.key.value;
        dirty = sending && !key;
        if (sending && key) await deliver();
        else if (navigator.cookieEnabled || !key) await save();
      }
      drop();
    } catch {
      say(words.offline);
      timer = setTimeout(push, RETRY);
    }
    busy = false;
  };

  const next = (event) => {
    event.preventDefault();
    const problem = at < parts.length - 1 && tooLong(parts[at]);
    if (problem) {
      wrong(at, problem);
    } else if (at === parts.length - 1) {
      sending = true;
      say(words.sending);
      push();
    } else {
      show(changing ? parts.length - 1 : at + 1);
      say("");
      push();
    }
  };

  const toStart = () => {
    left = true;
    location.replace(location.pathname + location.search);
  };

  const fill = (fields) => {
    for (const [name, value] of fields) {
      const field = form.elements[name];
      if (!field || ["key", "version", "go"].includes(name)) continue;
      if (field.type === "checkbox") field.checked = true;
      else field.value = value;
    }
  };

  const begin = (number, found) => {
    main.replaceChildren(steps.content.cloneNode(true));
    form = main.querySelector("#form");
    words = { ...form.dataset, ...main.querySelector("#state").dataset };
    parts = [...form.querySelectorAll("section")];
    if (fresh) form.querySelectorAll(":checked").forEach((box) => (box.checked = false));
    if (fresh) form.querySelectorAll("textarea, [name=key]").forEach((field) => (field.value = ""));
    if (found) fill(found.fields);
    const nonce = form.elements.nonce; // so that a tab that is opened again begins the same draft
    if (!nonce.value) nonce.value = crypto.getRandomValues(new Uint32Array(4)).join("-");
    form.addEventListener("submit", next);
    form.querySelector("[value=back]").onclick = () =>
      changing ? show(parts.length - 1) : at ? show(at - 1) : (drop(), toStart());
    show(Math.min(number, parts.length - 1));
  };

  if (steps && start) {
    const goOn = document.getElementById("go-on");
    start.addEventListener("submit", (event) => {
      event.preventDefault();
      fresh = Boolean(goOn);
      begin(0);
    });
    if (goOn) {
      goOn.addEventListener("click", (event) => {
        event.preventDefault();
        begin(0);
        const open = parts.findIndex((part) => !answer(part));
        if (open > 0) show(open, false, true);
      });
    }
    addEventListener("popstate", (event) => {
      if (left) location.replace(location.pathname + "?lost=1");
      else if (form && event.state && event.state.at < parts.length) show(event.state.at, false, true);
      else if (form) toStart();
    });
    addEventListener("pagehide", keep);
    addEventListener("online", () => form && !left && push());
    const found = read();
    if (found) {
      ({ fresh, sending } = found);
      begin(found.at, found);
      push();
    }
  }
}
