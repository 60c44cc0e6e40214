// Mail to people without Slack: caught instead of sent, and read here with its links and calendar entries.
const byId = (id) => document.getElementById(id);
let readers = [], call, unread = {}, shown = "";

export function mailPlace(people, caller) {
  [readers, call] = [people, caller];
  byId("mail-head").hidden = !readers.length;
  if (!readers.length) return;
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.id = "mail-open";
  item.append(button);
  byId("mail-places").replaceChildren(item);
  button.addEventListener("click", open);
  byId("mail-close").addEventListener("click", () => byId("mail").close());
  byId("reader").addEventListener("change", read);
  showUnreadMail({});
}

export function showUnreadMail(found) {
  if (!readers.length) return;
  unread = found ?? {};
  const count = readers.reduce((sum, one) => sum + (unread[one.address] ?? 0), 0);
  const button = byId("mail-open");
  button.textContent = "Mail to people without Slack";
  if (count) button.append(mark(count));
  if (byId("mail").open && unread[byId("reader").value]) read();
}

function mark(count) {
  const found = document.createElement("span");
  found.className = "unread";
  found.textContent = count;
  found.setAttribute("aria-label", `${count} new`);
  return found;
}

function open() {
  const before = byId("reader").value;
  byId("reader").replaceChildren(...readers.map((one) => {
    const fresh = unread[one.address] ? ` (${unread[one.address]} new)` : "";
    return new Option(`${one.name}, ${one.title.toLowerCase()}${fresh}`, one.address);
  }));
  const first = readers.find((one) => unread[one.address]);
  byId("reader").value = before || (first ?? readers[0]).address;
  shown = "";
  byId("mail").showModal();
  read();
}

async function read() {
  const address = byId("reader").value;
  const answer = await call(`page/mail?${new URLSearchParams({ address })}`);
  if (answer.problem || byId("reader").value !== address) return;
  const key = JSON.stringify([address, answer.mails]);
  if (key === shown) return;
  shown = key;
  byId("letters").replaceChildren(...(answer.mails.length ? answer.mails.map(letter) : [nothing()]));
}

function nothing() {
  const found = document.createElement("p");
  found.className = "empty";
  found.textContent = "No mail yet. Approve a plan that has this person in it, or move the practice clock.";
  return found;
}

function letter(mail) {
  const node = document.createElement("article");
  node.className = "letter";
  const head = document.createElement("h3");
  head.textContent = mail.subject;
  const when = document.createElement("p");
  when.className = "when";
  when.textContent = words(mail.at);
  const body = document.createElement("div");
  // The bot's own page of words and links; the browser is told elsewhere to run nothing in it.
  body.append(...new DOMParser().parseFromString(mail.html, "text/html").body.childNodes);
  for (const link of body.querySelectorAll("a")) Object.assign(link, { target: "_blank", rel: "noopener" });
  node.append(head, when, body, ...mail.entries.map(entry));
  return node;
}

function entry(one) {
  const node = document.createElement("p");
  node.className = "entry";
  const cancelled = one.method === "CANCEL";
  const label = document.createElement("strong");
  label.textContent = cancelled ? "Taken out of the calendar: " : Number(one.sequence) ? "Calendar entry, changed: " : "Calendar entry: ";
  const file = document.createElement("a");
  file.textContent = "Save the file";
  file.href = `data:text/calendar;charset=utf-8,${encodeURIComponent(one.file)}`;
  file.download = "supervision.ics";
  const time = { timeZone: "Europe/London", hour: "2-digit", minute: "2-digit" };
  const until = new Date(one.ends).toLocaleTimeString("en-GB", time);
  node.append(label, `${one.summary}, ${words(one.starts)} to ${until}. `, file);
  return node;
}

function words(instant) {
  return new Date(instant).toLocaleString("en-GB", {
    timeZone: "Europe/London", weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit",
    minute: "2-digit",
  });
}
