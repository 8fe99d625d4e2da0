// A running exam: saves what is answered, counts the time down, hands in when it is over.
// Without this script the buttons save and hand in, and the server keeps the time.

const form = document.querySelector("form[data-exam]");
if (form) run(form);

function run(form) {
  const note = form.querySelector("[data-note]");
  const clock = document.querySelector("[data-time]");
  const told = document.querySelector("[data-told]");
  const digits = new Intl.NumberFormat(document.documentElement.lang, { minimumIntegerDigits: 2 });
  let ends = performance.now() + Number(clock?.dataset.left ?? 0) * 1000;
  let changed = false;
  let over = !clock;
  let timer = 0;
  let busy = Promise.resolve();

  const save = async () => {
    if (over) return;
    changed = false;
    const body = new FormData(form);
    body.set("do", "save");
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Fragment": "1" } });
      if (answer.status === 409) return location.reload();
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const { left, was } = await answer.json();
      ends = performance.now() + left * 1000;
      for (const [key, sign] of Object.entries(was)) form.elements[`was.${key}`].value = sign;
      const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format(new Date());
      note.textContent = `${form.dataset.saved} ${time}`;
    } catch {
      changed = true;
      note.textContent = form.dataset.unsaved;
      later(5000);
    }
  };
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(() => (busy = busy.then(save)), wait);
  };
  const handIn = () => {
    over = true;
    const anyway = document.createElement("input");
    Object.assign(anyway, { type: "hidden", name: "anyway", value: "1" });
    form.append(anyway);
    form.requestSubmit(form.querySelector("[value=hand_in]"));
  };
  const announced = new Set();
  const tick = () => {
    if (over) return;
    const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
    clock.textContent = `${digits.format(Math.floor(left / 60))}:${digits.format(left % 60)}`;
    for (const [at, words] of [[300, clock.dataset.five], [60, clock.dataset.one]]) {
      if (left <= at && left > at - 30 && !announced.has(at)) {
        announced.add(at);
        told.textContent = words;
      }
    }
    if (!left) handIn();
  };

  form.addEventListener("input", () => {
    changed = true;
    later(1500);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  addEventListener("online", () => later(0));
  addEventListener("pagehide", () => {
    if (!changed || over) return;
    const body = new FormData(form);
    body.set("do", "save");
    navigator.sendBeacon(form.action, body);
  });
  // A page that the browser brings back as it was asks the server how things stand.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  if (clock) {
    tick();
    setInterval(tick, 1000);
    // An educator may have given more time meanwhile.
    setInterval(() => later(0), 60000);
  }
}
