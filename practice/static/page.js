// The practice workspace's page: choose whom to act as, read, type, press, fill in, and move the clock.
import { readValues, renderBlocks, showErrors } from "./blocks.js";
import { mailPlace, showUnreadMail } from "./mail.js";

const POLL = 700;
const MOST_OTHERS = 12;
const NO_ANSWER = "The practice workspace does not answer. Is \"make run\" still running?";
const byId = (id) => document.getElementById(id);
const PROBLEMS = {
  operation_timeout: (command) => `${command} failed with the error "operation_timeout": the bot did not answer within 3 seconds.`,
  unknown_command: (command) => `${command} is not a command of this workspace. Type / to see them.`,
  in_the_past: () => "The practice clock only goes forward.",
  already_moving: () => "The clock is moving already.",
  no_answer: () => NO_ANSWER,
};

let directory, people, me, place, seen = "", shown = new Map(), openView = "", lastNow = null;

async function call(path, body) {
  try {
    const answer = await fetch(path, body && {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    return await answer.json();
  } catch {
    return { problem: "no_answer" };
  }
}

async function act(path, body) {
  const answer = await call(path, { as: me.id, ...body });
  const words = PROBLEMS[answer.problem];
  byId("problem").textContent = !answer.problem ? ""
    : words ? words(answer.command ?? "") : `Slack would say: ${answer.problem} ${(answer.details ?? []).join("; ")}`;
  seen = "";
  await refresh();
  return answer;
}

const handlers = {
  resolveUser: (id) => people.get(id)?.name ?? directory.service,
  resolveChannel: (id) => directory.channels.find((one) => one.id === id)?.name ?? id,
  timeZone: "Europe/London",
  now: () => lastNow ?? new Date(),
};

function fillPeople(filter = "") {
  const wanted = filter.trim().toLowerCase();
  const groups = new Map();
  for (const user of directory.users) {
    if (user.id !== me?.id && !`${user.name} ${user.title} ${user.group}`.toLowerCase().includes(wanted)) continue;
    if (!groups.has(user.group)) groups.set(user.group, []);
    groups.get(user.group).push(new Option(`${user.name}, ${user.title.toLowerCase()}`, user.id));
  }
  byId("who").replaceChildren(...[...groups].map(([name, options]) => {
    const group = document.createElement("optgroup");
    group.label = name || "Everybody";
    group.append(...options);
    return group;
  }));
  if (me) byId("who").value = me.id;
}

function become(id) {
  me = people.get(id);
  localStorage.setItem("practice-as", id);
  byId("who").value = id;
  byId("who-note").textContent = `${me.title}${me.guest ? " (guest)" : ""}${me.stranger ? " (another workspace)" : ""}`;
  go(me.direct);
}

function go(id) {
  place = id;
  seen = "";
  shown = new Map();
  byId("messages").replaceChildren();
  byId("offers").hidden = true;
  byId("problem").textContent = "";
  const channel = directory.channels.find((one) => one.id === id);
  byId("place").textContent = channel ? `#${channel.name}` : `FSP Coordinator, with ${me.name}`;
  openMenu(false);
  refresh();
}

function openMenu(open) {
  document.body.classList.toggle("menu-open", open);
  byId("menu").setAttribute("aria-expanded", String(open));
  if (open) byId("who").focus();
}

function placeButton(id, words, unread, chosen = () => go(id)) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words;
  button.setAttribute("aria-current", String(id === place));
  if (unread && id !== place) {
    const mark = document.createElement("span");
    mark.className = "unread";
    mark.textContent = unread;
    mark.setAttribute("aria-label", `${unread} new`);
    button.append(" ", mark);
  }
  button.addEventListener("click", chosen);
  item.append(button);
  return item;
}

function showPlaces(unread) {
  byId("direct").replaceChildren(placeButton(me.direct, "FSP Coordinator", unread[me.direct]));
  const others = directory.users.filter((u) => u.id !== me.id && unread[u.direct]);
  byId("others-head").hidden = !others.length;
  byId("others").replaceChildren(...others.slice(0, MOST_OTHERS).map((u) =>
    placeButton(u.direct, u.name, unread[u.direct], () => become(u.id))));
  byId("others-more").textContent = others.length > MOST_OTHERS ? `and ${others.length - MOST_OTHERS} more people` : "";
  byId("channels").replaceChildren(...directory.channels.map((c) => placeButton(c.id, `# ${c.name}`, unread[c.id])));
}

function messageNode(message) {
  const node = document.createElement("article");
  node.className = message.private ? "message private" : "message";
  const head = document.createElement("header");
  const author = document.createElement("strong");
  author.textContent = message.author === directory.bot ? "FSP Coordinator" : handlers.resolveUser(message.author);
  head.append(author);
  const notes = [new Date(Number(message.ts) * 1000).toLocaleString("en-GB",
    { timeZone: "Europe/London", weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" })];
  if (message.private) notes.push("Only visible to you");
  if (message.edited) notes.push("changed");
  const note = document.createElement("span");
  note.className = "when";
  note.textContent = notes.join(" · ");
  head.append(note);
  const body = document.createElement("div");
  body.className = "message-body";
  const blocks = message.blocks?.length ? message.blocks
    : [{ type: "section", text: { type: "mrkdwn", text: message.text } }];
  renderBlocks(body, blocks, {
    ...handlers,
    onAction: (action) => act("page/press", {
      in: place, ts: message.ts, block_id: action.block_id, action_id: action.action_id, chosen: action,
      values: readValues(body),
    }),
  });
  node.append(head, body);
  return node;
}

function showMessages(messages) {
  const list = byId("messages");
  const before = shown;
  shown = new Map(messages.map((message) => [message.id, kept(before, message)]));
  if (before.size === shown.size && [...shown].every(([id, one]) => before.get(id) === one) && list.firstChild) return;
  for (const [id, one] of before) if (!shown.has(id)) one.node.remove();
  list.querySelector(".empty")?.remove();
  for (const [id, one] of shown) {
    const old = before.get(id);
    if (old === one) continue;
    if (old) old.node.replaceWith(one.node);
    else list.append(one.node);
  }
  if (!messages.length) list.append(emptyNode());
  const last = messages.at(-1);
  if (!last || before.has(last.id)) return;
  list.scrollTop = list.scrollHeight;
  call("page/seen", { conversation: place, up_to: last.id });
}

// A message that did not change keeps its node, and with it the focus and what was filled in.
function kept(before, message) {
  const key = JSON.stringify(message);
  const old = before.get(message.id);
  return old?.key === key ? old : { key, node: messageNode(message) };
}

function emptyNode() {
  const empty = document.createElement("p");
  empty.className = "empty";
  empty.textContent = "Nothing here yet. Type /supervision, or move the practice clock.";
  return empty;
}

function showModal(modal) {
  const dialog = byId("modal");
  if (!modal) {
    openView = "";
    if (dialog.open) dialog.close();
    return;
  }
  if (openView === `${modal.id}${modal.hash}`) return;
  openView = `${modal.id}${modal.hash}`;
  const view = modal.view;
  byId("modal-title").textContent = view.title.text;
  byId("modal-close").textContent = view.close?.text ?? "Close";
  byId("modal-submit").textContent = view.submit?.text ?? "Done";
  byId("modal-submit").hidden = !view.submit;
  const body = byId("modal-body");
  renderBlocks(body, view.blocks, {
    ...handlers,
    onAction: (action) => act("page/press", {
      view: modal.id, block_id: action.block_id, action_id: action.action_id, chosen: action, values: readValues(body),
    }),
  });
  byId("modal-form").onsubmit = async (event) => {
    event.preventDefault();
    const answer = await act("page/submit", { view: modal.id, values: readValues(body) });
    if (answer.errors) showErrors(body, answer.errors);
  };
  const close = () => act("page/close", { view: modal.id });
  byId("modal-close").onclick = close;
  dialog.oncancel = (event) => { event.preventDefault(); close(); };
  if (!dialog.open) dialog.showModal();
}

function showClock(state) {
  lastNow = new Date(state.now);
  byId("clock").textContent = lastNow.toLocaleString("en-GB", {
    timeZone: "Europe/London", weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit",
    minute: "2-digit",
  });
  const journey = state.journey;
  const sent = journey && `${journey.sent} ${journey.sent === 1 ? "message" : "messages"}`;
  byId("journey").textContent = !journey || journey.problem ? "" : journey.running
    ? `Moving … ${sent} so far` : `${sent} went out on the way.`;
  for (const button of document.querySelectorAll(".jumps button")) button.disabled = Boolean(journey?.running);
}

async function refresh() {
  const asked = `${me.id} ${place}`;
  const state = await call(`page/state?${new URLSearchParams({ as: me.id, in: place, seen })}`);
  if (state.problem) byId("problem").textContent = NO_ANSWER;
  if (state.problem || asked !== `${me.id} ${place}`) return;
  if (byId("problem").textContent === NO_ANSWER) byId("problem").textContent = "";
  showClock(state);
  if (!state.messages) return;
  seen = String(state.count);
  showPlaces(state.unread);
  showUnreadMail(state.unread_mail);
  showMessages(state.messages);
  showModal(state.modal);
}

function offer() {
  const typed = byId("text").value;
  const list = byId("offers");
  const found = typed.startsWith("/") && !typed.includes(" ")
    ? directory.commands.filter((one) => one.command.startsWith(typed)) : [];
  list.hidden = !found.length;
  list.replaceChildren(...found.map((one) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    const name = document.createElement("strong");
    name.textContent = one.command;
    button.append(name, ` ${one.usage_hint ?? ""} `, Object.assign(document.createElement("span"), {
      className: "hint", textContent: one.description,
    }));
    button.addEventListener("click", () => {
      byId("text").value = `${one.command} `;
      list.hidden = true;
      byId("text").focus();
    });
    item.append(button);
    return item;
  }));
}

// The arrow keys lead from the line into the offers and through them.
function walkOffers(event) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const stops = [...byId("offers").querySelectorAll("button"), byId("text")];
  if (!step || byId("offers").hidden || !stops.includes(document.activeElement)) return;
  event.preventDefault();
  stops.at((stops.indexOf(document.activeElement) + step + stops.length) % stops.length).focus();
}

function listen() {
  byId("who").addEventListener("change", (event) => become(event.target.value));
  byId("find").addEventListener("input", (event) => {
    fillPeople(event.target.value);
    const first = byId("who").querySelector(`option:not([value="${me.id}"])`);
    byId("who-note").textContent = !event.target.value ? me.title
      : first ? `Press Enter for ${first.label}, or choose from the list above.` : "Nobody like that.";
  });
  byId("find").addEventListener("keydown", (event) => {
    const first = byId("who").querySelector(`option:not([value="${me.id}"])`);
    if (event.key !== "Enter" || !event.target.value || !first) return;
    event.target.value = "";
    const chosen = first.value;
    fillPeople();
    become(chosen);
  });
  byId("text").addEventListener("input", offer);
  byId("composer").addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = byId("text").value.trim();
    if (!text) return;
    byId("text").value = "";
    offer();
    await act("page/say", { in: place, text });
  });
  for (const button of document.querySelectorAll("[data-by]")) {
    button.addEventListener("click", () => act("page/clock", { by: button.dataset.by }));
  }
  byId("go").addEventListener("click", () => byId("goto").value && act("page/clock", { to: byId("goto").value }));
  byId("menu").addEventListener("click", () => openMenu(true));
  byId("menu-close").addEventListener("click", () => { openMenu(false); byId("menu").focus(); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { openMenu(false); byId("offers").hidden = true; }
  });
  byId("composer").addEventListener("keydown", walkOffers);
}

directory = await call("page/directory");
people = new Map(directory.users.map((user) => [user.id, user]));
document.title = `${directory.service}: practice workspace`;
const before = localStorage.getItem("practice-as");
const manager = directory.users.find((user) => user.title.startsWith("Team manager"));
fillPeople();
mailPlace(directory.readers, call);
listen();
become(people.has(before) ? before : (manager ?? directory.users[0]).id);
setInterval(refresh, POLL);
