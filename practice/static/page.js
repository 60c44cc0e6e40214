// The practice workspace's page: choose whom to act as, read, type, press, fill in, and move the clock.
import { readValues, renderBlocks, showErrors } from "./blocks.js";

const POLL = 700;
const byId = (id) => document.getElementById(id);
const PROBLEMS = {
  operation_timeout: (command) => `${command} failed with the error "operation_timeout": the bot did not answer within 3 seconds.`,
  unknown_command: (command) => `${command} is not a command of this workspace. Type / to see them.`,
  in_the_past: () => "The practice clock only goes forward.",
  already_moving: () => "The clock is moving already.",
};

let directory, people, me, place, seen = "", shown = "", openView = "", lastNow = null;

async function call(path, body) {
  const answer = await fetch(path, body && {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });
  return answer.json();
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
  seen = shown = "";
  const channel = directory.channels.find((one) => one.id === id);
  byId("place").textContent = channel ? `#${channel.name}` : `FSP Coordinator, with ${me.name}`;
  document.body.classList.remove("menu-open");
  byId("menu").setAttribute("aria-expanded", "false");
  refresh();
}

function placeButton(id, words, unread) {
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
  button.addEventListener("click", () => go(id));
  item.append(button);
  return item;
}

function showPlaces(unread) {
  byId("direct").replaceChildren(
    placeButton(me.direct, "FSP Coordinator", unread[me.direct]),
    ...directory.users.filter((u) => u.id !== me.id && unread[u.direct]).slice(0, 12).map((u) => {
      const item = placeButton(u.direct, `${u.name}`, unread[u.direct]);
      item.firstChild.addEventListener("click", () => become(u.id));
      return item;
    }));
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
  const key = JSON.stringify(messages);
  if (key === shown) return;
  shown = key;
  const list = byId("messages");
  if (messages.length) list.replaceChildren(...messages.map(messageNode));
  else {
    const empty = document.createElement("p");
    empty.className = "empty";
    empty.textContent = "Nothing here yet. Type /supervision, or move the practice clock.";
    list.replaceChildren(empty);
  }
  list.scrollTop = list.scrollHeight;
  const last = messages.at(-1);
  if (last) call("page/seen", { conversation: place, up_to: last.id });
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
  byId("journey").textContent = !journey ? "" : journey.running
    ? `Moving … ${journey.sent} messages so far` : `${journey.sent} messages went out on the way.`;
}

async function refresh() {
  const query = new URLSearchParams({ as: me.id, in: place, seen });
  const state = await call(`page/state?${query}`);
  showClock(state);
  if (!state.messages) return;
  seen = String(state.count);
  showPlaces(state.unread);
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

function listen() {
  byId("who").addEventListener("change", (event) => become(event.target.value));
  byId("find").addEventListener("input", (event) => {
    fillPeople(event.target.value);
    const first = byId("who").querySelector(`option:not([value="${me.id}"])`);
    if (event.target.value && first) byId("who-note").textContent = "Now choose from the list above.";
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
  byId("menu").addEventListener("click", () => {
    const open = document.body.classList.toggle("menu-open");
    byId("menu").setAttribute("aria-expanded", String(open));
  });
}

directory = await call("page/directory");
people = new Map(directory.users.map((user) => [user.id, user]));
document.title = `${directory.service}: practice workspace`;
const before = localStorage.getItem("practice-as");
const manager = directory.users.find((user) => user.title.startsWith("Team manager"));
fillPeople();
listen();
become(people.has(before) ? before : (manager ?? directory.users[0]).id);
setInterval(refresh, POLL);
