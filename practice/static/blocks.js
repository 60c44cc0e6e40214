// Slack's Block Kit as accessible HTML. One file without imports, so that a page can also carry it inline.
//
// renderBlocks(container, blocks, handlers) shows blocks. `handlers`, all optional:
//   onAction(action)            somebody pressed or chose: block_id, action_id, type and what was chosen; may be async
//   resolveUser(id)             the name of a person; resolveChannel(id) the name of a channel
//   people, channels            what a person or channel menu offers: [{value, text, detail}]
//   loadOptions(place, typed)   the options of a menu that is filled while somebody types (Promise)
//   timeZone, now               for dates: an IANA zone and a function giving the present Date
// readValues(container) gives Slack's state.values; withValues(blocks, values) puts them back; showErrors(container,
// errors) writes each error beside its input. All text is set as text, never as HTML.

const LOCALE = "en-GB";
let serial = 0;
const readers = new WeakMap();

export function renderBlocks(container, blocks, handlers = {}) {
  container.classList.add("bk");
  container.replaceChildren(...blocks.map((block) => renderBlock(block, handlers)));
}

export function readValues(container) {
  const values = {};
  for (const node of container.querySelectorAll("[data-action-id]")) {
    const read = readers.get(node);
    if (read) (values[node.dataset.blockId] ??= {})[node.dataset.actionId] = read();
  }
  return values;
}

export function withValues(blocks, values) {
  return blocks.map((block) => {
    const copy = { ...block };
    for (const key of ["element", "accessory"]) if (copy[key]) copy[key] = restored(copy[key], values[block.block_id]);
    if (copy.type === "actions") copy.elements = copy.elements.map((one) => restored(one, values[block.block_id]));
    return copy;
  });
}

export function showErrors(container, errors) {
  for (const old of container.querySelectorAll(".bk-error")) old.remove();
  for (const control of container.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
  let first = null;
  for (const [blockId, words] of Object.entries(errors)) {
    const block = [...container.querySelectorAll("[data-block]")].find((one) => one.dataset.block === blockId);
    if (!block) continue;
    const note = el("p", { class: "bk-error", id: `bk-error-${++serial}`, role: "alert" }, words);
    block.append(note);
    const control = block.querySelector("input, select, textarea");
    control?.setAttribute("aria-invalid", "true");
    control?.setAttribute("aria-errormessage", note.id);
    first ??= control;
  }
  first?.focus();
}

// ---- blocks ----------------------------------------------------------------------------------------------------

const BLOCKS = {
  header: (block) => el("h3", { class: "bk-header" }, block.text.text),
  divider: () => el("hr", { class: "bk-divider" }),
  section: renderSection,
  context: (block, handlers) => el("div", { class: "bk-context" }, ...block.elements.map((item) =>
    item.type === "image" ? image(item, "bk-context-image") : el("span", {}, textOf(item, handlers)))),
  actions: (block, handlers) => el("div", { class: "bk-actions", role: "group" },
    ...block.elements.map((element) => renderElement(element, block, handlers))),
  image: (block, handlers) => el("figure", { class: "bk-figure" }, image(block, "bk-image"),
    block.title ? el("figcaption", {}, textOf(block.title, handlers)) : null),
  input: renderInput,
  markdown: (block, handlers) => markdown(block.text, handlers),
  rich_text: (block, handlers) => el("div", { class: "bk-rich" }, ...block.elements.map((one) => rich(one, handlers))),
  table: (block, handlers) => renderTable(block, handlers),
  data_table: (block, handlers) => renderTable(block, handlers),
  data_visualization: renderChart,
};

function renderBlock(block, handlers) {
  const draw = BLOCKS[block.type];
  const node = draw ? draw(block, handlers) : el("p", { class: "bk-unknown" }, `(a block of type ${block.type})`);
  if (block.block_id) node.dataset.block = block.block_id;
  return node;
}

function renderSection(block, handlers) {
  const words = el("div", { class: "bk-words" });
  if (block.text) words.append(el("div", { class: "bk-text" }, textOf(block.text, handlers)));
  if (block.fields?.length) {
    words.append(el("div", { class: "bk-fields" },
      ...block.fields.map((field) => el("div", { class: "bk-field" }, textOf(field, handlers)))));
  }
  const accessory = block.accessory && renderElement(block.accessory, block, handlers);
  return el("div", { class: accessory ? "bk-section bk-with-accessory" : "bk-section" }, words, accessory);
}

function renderInput(block, handlers) {
  const id = `bk-input-${++serial}`;
  const grouped = ["radio_buttons", "checkboxes", "multi_static_select"].includes(block.element.type);
  const optional = block.optional ? el("span", { class: "bk-optional" }, " (optional)") : null;
  const hint = block.hint ? el("p", { class: "bk-hint", id: `${id}-hint` }, block.hint.text) : null;
  const silent = block.dispatch_action ? handlers : { ...handlers, onAction: null };
  const control = renderElement(block.element, block, silent, { id, describedBy: hint?.id, label: block.label.text });
  const label = el(grouped ? "legend" : "label", grouped ? {} : { for: id }, block.label.text, optional);
  return el(grouped ? "fieldset" : "div", { class: "bk-input" }, label, control, hint);
}

function image(item, style) {
  const picture = el("img", { class: style, src: item.image_url ?? "", alt: item.alt_text ?? "", loading: "lazy" });
  picture.addEventListener("error", () => picture.replaceWith(
    el("span", { class: "bk-image-missing" }, `Picture: ${item.alt_text ?? "without a description"}`)));
  return picture;
}

function renderTable(block, handlers) {
  const [head, ...body] = block.rows;
  const align = (column) => ({ "data-align": block.column_settings?.[column]?.align });
  const cell = (one) => (one.type === "rich_text"
    ? el("div", {}, ...one.elements.map((part) => rich(part, handlers)))
    : document.createTextNode(String(one.text ?? one.value ?? "")));
  const row = (cells, tag) => el("tr", {}, ...cells.map((one, column) =>
    el(tag, { ...align(column), ...(tag === "th" ? { scope: "col" } : {}) }, cell(one))));
  const caption = block.caption ? el("caption", {}, block.caption.text ?? block.caption) : null;
  return el("div", { class: "bk-table", role: "region", tabindex: "0", "aria-label": "Table" },
    el("table", {}, caption, el("thead", {}, row(head, "th")), el("tbody", {}, ...body.map((one) => row(one, "td")))));
}

// ---- elements --------------------------------------------------------------------------------------------------

const ELEMENTS = {
  button: renderButton,
  overflow: renderOverflow,
  image: (element) => image(element, "bk-accessory-image"),
  static_select: renderSelect,
  multi_static_select: (element, context) => choices(element, context, "checkbox"),
  checkboxes: (element, context) => choices(element, context, "checkbox"),
  radio_buttons: (element, context) => choices(element, context, "radio"),
  users_select: renderLookup,
  multi_users_select: renderLookup,
  channels_select: renderLookup,
  multi_channels_select: renderLookup,
  conversations_select: renderLookup,
  multi_conversations_select: renderLookup,
  external_select: renderLookup,
  multi_external_select: renderLookup,
  datepicker: (element, context) => typed(element, context, "date", "selected_date", "initial_date"),
  timepicker: (element, context) => typed(element, context, "time", "selected_time", "initial_time"),
  datetimepicker: renderInstant,
  plain_text_input: renderTextInput,
  number_input: renderNumber,
  email_text_input: (element, context) => typed(element, context, "email", "value", "initial_value"),
  url_text_input: (element, context) => typed(element, context, "url", "value", "initial_value"),
};

function renderElement(element, block, handlers, field = {}) {
  const draw = ELEMENTS[element.type];
  if (!draw) return el("span", { class: "bk-unknown" }, `(an element of type ${element.type})`);
  const label = field.label ?? element.placeholder?.text ?? element.alt_text ?? "Choose";
  return draw(element, { block, handlers, label, id: field.id, describedBy: field.describedBy, named: !!field.id });
}

function renderButton(element, { block, handlers }) {
  const style = element.style ? ` bk-${element.style}` : "";
  const button = el("button", { type: "button", class: `bk-button${style}` }, element.text.text);
  if (element.accessibility_label) button.setAttribute("aria-label", element.accessibility_label);
  button.addEventListener("click", () => {
    if (element.url) window.open(element.url, "_blank", "noopener,noreferrer");
    act(element, block, handlers, {}, button);
  });
  return button;
}

function renderOverflow(element, { block, handlers }) {
  const menu = el("details", { class: "bk-overflow" }, el("summary", { "aria-label": "More actions" }, "⋯"));
  const list = el("div", { class: "bk-menu", role: "group" });
  for (const option of element.options) {
    const item = el("button", { type: "button" }, option.text.text);
    item.addEventListener("click", () => {
      menu.open = false;
      act(element, block, handlers, { selected_option: option }, item);
    });
    list.append(item);
  }
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.preventDefault();
    menu.open = false;
    menu.firstElementChild.focus();
  });
  menu.addEventListener("focusout", (event) => { if (!menu.contains(event.relatedTarget)) menu.open = false; });
  menu.append(list);
  return menu;
}

function renderSelect(element, context) {
  const options = element.options ?? element.option_groups.flatMap((group) => group.options);
  const item = (option) => el("option", { value: String(options.indexOf(option)) }, option.text.text);
  const empty = el("option", { value: "" }, element.placeholder?.text ?? "Choose");
  const groups = element.option_groups?.map((group) =>
    el("optgroup", { label: group.label.text }, ...group.options.map(item)));
  const select = el("select", names(context), empty, ...(groups ?? options.map(item)));
  const start = options.findIndex((option) => option.value === element.initial_option?.value);
  select.value = start < 0 ? "" : String(start);
  const chosen = () => ({ selected_option: options[Number(select.value)] ?? null });
  return control(select, element, context, () => (select.value === "" ? { selected_option: null } : chosen()));
}

function choices(element, context, type) {
  const group = `bk-choice-${++serial}`;
  const many = type === "checkbox";
  const options = element.options ?? element.option_groups.flatMap((one) => one.options);
  const chosenBefore = new Set([element.initial_option, ...(element.initial_options ?? [])].map((one) => one?.value));
  const boxes = options.map((option) =>
    el("input", { type, name: group, ...(chosenBefore.has(option.value) ? { checked: "" } : {}) }));
  const rows = options.map((option, index) => el("label", {}, boxes[index], el("span", {},
    textOf(option.text, context.handlers),
    option.description ? el("small", {}, textOf(option.description, context.handlers)) : null)));
  const box = el("div", { class: "bk-choices", ...(context.named ? {} : { role: "group", "aria-label": context.label }) },
    ...rows);
  const picked = () => options.filter((_, index) => boxes[index].checked);
  return control(box, element, context, () => (many ? { selected_options: picked() } : { selected_option: picked()[0] ?? null }));
}

function typed(element, context, type, key, initial) {
  const input = el("input", { type, ...names(context), placeholder: element.placeholder?.text });
  input.value = element[initial] ?? "";
  return control(input, element, context, () => ({ [key]: input.value || null }));
}

function renderNumber(element, context) {
  const bounds = { min: element.min_value, max: element.max_value, step: element.is_decimal_allowed ? "any" : "1" };
  const input = el("input", { type: "number", ...bounds, ...names(context), placeholder: element.placeholder?.text });
  input.value = element.initial_value ?? "";
  return control(input, element, context, () => ({ value: input.value || null }));
}

function renderTextInput(element, context) {
  const size = { minlength: element.min_length, maxlength: element.max_length, placeholder: element.placeholder?.text };
  const shape = element.multiline ? el("textarea", { rows: "4", ...size, ...names(context) })
    : el("input", { type: "text", autocomplete: "off", ...size, ...names(context) });
  shape.value = element.initial_value ?? "";
  return control(shape, element, context, () => ({ value: shape.value || null }));
}

function renderInstant(element, context) {
  const input = el("input", { type: "datetime-local", ...names(context) });
  const zone = context.handlers.timeZone ?? "Europe/London";
  if (element.initial_date_time) input.value = wallTime(element.initial_date_time, zone);
  return control(input, element, context, () => ({ selected_date_time: input.value ? unixTime(input.value, zone) : null }));
}

// A menu with a search box: people, channels, or options that the app looks up.
const LOOKUPS = {
  users: ["selected_user", "initial_user", "initial_users"],
  channels: ["selected_channel", "initial_channel", "initial_channels"],
  conversations: ["selected_conversation", "initial_conversation", "initial_conversations"],
  external: ["selected_option", "initial_option", "initial_options"],
};

function renderLookup(element, context) {
  const many = element.type.startsWith("multi_");
  const kind = element.type.replace("multi_", "").replace("_select", "");
  const [key, initialOne, initialMany] = LOOKUPS[kind];
  const pool = kind === "users" ? context.handlers.people : context.handlers.channels;
  const asItem = (value) => (kind === "external" ? { value, text: value.text.text }
    : pool?.find((one) => one.value === value) ?? { value, text: value });
  const start = many ? element[initialMany] ?? [] : [element[initialOne]].filter(Boolean);
  const search = kind === "external" ? remoteSearch(element, context) : localSearch(pool ?? []);
  const box = lookup({ element, context, many, search, start: start.map(asItem) });
  const read = () => (many ? { [`${key}s`]: box.picked.map((one) => one.value) } : { [key]: box.picked[0]?.value ?? null });
  return control(box.node, element, context, read, box.changes);
}

function localSearch(pool) {
  return async (wanted) => {
    const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (one) => words.every((word) => `${one.text} ${one.detail ?? ""}`.toLowerCase().includes(word));
    return { items: pool.filter(fits).slice(0, 60) };
  };
}

function remoteSearch(element, { block, handlers }) {
  return async (wanted) => {
    const least = element.min_query_length ?? 3;
    if (wanted.length < least) return { items: [], note: `Type at least ${least} letters` };
    const place = { block_id: block.block_id, action_id: element.action_id };
    const answer = (await handlers.loadOptions?.(place, wanted)) ?? { options: [] };
    const groups = answer.option_groups ?? [{ options: answer.options ?? [] }];
    const items = groups.flatMap((group) => group.options.map((one) =>
      ({ value: one, text: one.text.text, detail: one.description?.text ?? group.label?.text })));
    return { items, note: answer.problem ? "The options could not be loaded" : null };
  };
}

function lookup({ element, context, many, search, start }) {
  const listId = `bk-list-${++serial}`;
  const input = el("input", { type: "text", role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
    "aria-expanded": "false", "aria-controls": listId, ...names(context), placeholder: element.placeholder?.text ?? "Search" });
  const list = el("ul", { id: listId, role: "listbox", class: "bk-list", "aria-label": context.label, hidden: "" });
  const chips = el("div", { class: "bk-chips" });
  const state = { picked: [...start], items: [], active: -1, turn: 0 };
  const changes = new EventTarget();
  const shown = () => (many ? "" : state.picked[0]?.text ?? "");

  function drawChips() {
    chips.replaceChildren(...(many ? state.picked : []).map((one) => {
      const chip = el("button", { type: "button", class: "bk-chip", "aria-label": `Remove ${one.text}` }, one.text, " ×");
      chip.addEventListener("click", () => pick(state.picked.filter((other) => other !== one)));
      return chip;
    }));
  }
  function pick(items) {
    state.picked = items;
    input.value = shown();
    close();
    drawChips();
    changes.dispatchEvent(new Event("change"));
  }
  function close() {
    list.hidden = true;
    state.turn += 1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function choose(item) { pick(many ? [...state.picked.filter((one) => one.text !== item.text), item] : [item]); }
  function mark(index) {
    state.active = index;
    [...list.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === index)));
    const row = list.children[index];
    if (row?.id) input.setAttribute("aria-activedescendant", row.id);
    row?.scrollIntoView({ block: "nearest" });
  }
  async function open() {
    const turn = ++state.turn;
    const wanted = input.value === shown() ? "" : input.value.trim();
    const { items, note } = await search(wanted);
    if (turn !== state.turn) return;
    state.items = items;
    const rows = items.map((item) => {
      const row = el("li", { role: "option", id: `bk-option-${++serial}` }, el("span", {}, item.text),
        item.detail ? el("small", {}, item.detail) : null);
      row.addEventListener("mousedown", (event) => { event.preventDefault(); choose(item); });
      return row;
    });
    list.replaceChildren(...(rows.length ? rows : [el("li", { class: "bk-note" }, note ?? "Nobody and nothing fits")]));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(rows.length ? 0 : -1);
  }
  input.addEventListener("input", open);
  input.addEventListener("click", open);
  input.addEventListener("blur", () => {
    close();
    if (!many && input.value.trim() === "" && state.picked.length) pick([]);
    else input.value = shown();
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden) open();
    else if (step && state.items.length) mark((state.active + step + state.items.length) % state.items.length);
    else if (event.key === "Enter" && !list.hidden && state.items[state.active]) choose(state.items[state.active]);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  input.value = shown();
  drawChips();
  return { node: el("div", { class: "bk-lookup" }, chips, input, list), changes, get picked() { return state.picked; } };
}

// Gives a control its place in state.values, and tells the app of a change where it wants to hear of one.
function control(node, element, context, read, changes = node) {
  const { block, handlers } = context;
  node.dataset.blockId = block.block_id ?? "";
  node.dataset.actionId = element.action_id ?? "";
  readers.set(node, () => ({ type: element.type, ...read() }));
  changes.addEventListener("change", () => { if (handlers.onAction) act(element, block, handlers, read(), node); });
  return node;
}

function names({ id, label, describedBy, named }) {
  return { id, class: "bk-control", "aria-describedby": describedBy, "aria-label": named ? undefined : label };
}

async function act(element, block, handlers, chosen, node) {
  if (!handlers.onAction) return;
  if (element.confirm && !(await confirmed(element.confirm, handlers))) return;
  const plain = { block_id: block.block_id, action_id: element.action_id, type: element.type };
  node.setAttribute("aria-busy", "true");
  try {
    await handlers.onAction({ ...plain, ...(element.value === undefined ? {} : { value: element.value }), ...chosen });
  } finally {
    node.removeAttribute("aria-busy");
  }
}

function confirmed(confirm, handlers) {
  const yes = el("button", { type: "submit", value: "yes",
    class: confirm.style === "danger" ? "bk-button bk-danger" : "bk-button bk-primary" }, confirm.confirm.text);
  const no = el("button", { type: "submit", value: "no", class: "bk-button" }, confirm.deny.text);
  const title = el("h2", { id: `bk-confirm-${++serial}` }, confirm.title.text);
  const words = el("div", { class: "bk-confirm-words" }, textOf(confirm.text, handlers));
  const dialog = el("dialog", { class: "bk-confirm", "aria-labelledby": title.id },
    el("form", { method: "dialog" }, title, words, el("div", { class: "bk-confirm-buttons" }, no, yes)));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((settle) => dialog.addEventListener("close", () => {
    dialog.remove();
    settle(dialog.returnValue === "yes");
  }));
}

const RESTORE = { value: "initial_value", selected_date: "initial_date", selected_time: "initial_time",
  selected_date_time: "initial_date_time", selected_option: "initial_option", selected_options: "initial_options",
  selected_user: "initial_user", selected_users: "initial_users", selected_channel: "initial_channel",
  selected_channels: "initial_channels", selected_conversation: "initial_conversation",
  selected_conversations: "initial_conversations" };

function restored(element, values) {
  const kept = values?.[element.action_id];
  if (!kept || kept.type !== element.type) return element;
  const copy = { ...element };
  for (const [key, initial] of Object.entries(RESTORE)) if (key in kept) copy[initial] = kept[key] ?? undefined;
  return copy;
}

// ---- text ------------------------------------------------------------------------------------------------------

function textOf(text, handlers) {
  return text.type === "mrkdwn" ? renderMrkdwn(text.text, handlers) : document.createTextNode(text.text);
}

const INLINE = new RegExp([
  "`([^`\\n]+)`",
  "<([^<>\\n]+)>",
  "(?<![\\w*])\\*(\\S(?:[^*\\n]*?\\S)?)\\*(?![\\w*])",
  "(?<![\\w_])_(\\S(?:[^_\\n]*?\\S)?)_(?![\\w_])",
  "(?<![\\w~])~(\\S(?:[^~\\n]*?\\S)?)~(?![\\w~])",
].join("|"), "g");

export function renderMrkdwn(source, handlers = {}) {
  const out = document.createDocumentFragment();
  source.split("```").forEach((part, index) => {
    if (index % 2) out.append(el("pre", {}, unescaped(part.replace(/^\n|\n$/g, ""))));
    else out.append(...quotesAndLines(part, handlers));
  });
  return out;
}

function quotesAndLines(part, handlers) {
  const nodes = [];
  for (const run of part.split(/((?:^&gt;.*(?:\n|$))+)/m)) {
    if (run.startsWith("&gt;")) {
      nodes.push(el("blockquote", {}, inline(run.replace(/^&gt; ?/gm, "").trimEnd(), handlers)));
    } else if (run) nodes.push(inline(run, handlers));
  }
  return nodes;
}

function inline(source, handlers) {
  const out = document.createDocumentFragment();
  let from = 0;
  for (const match of source.matchAll(INLINE)) {
    out.append(unescaped(source.slice(from, match.index)));
    const [, code, angle, bold, italic, struck] = match;
    if (code) out.append(el("code", {}, unescaped(code)));
    else if (angle) out.append(inAngles(angle, handlers));
    else out.append(el(bold ? "strong" : italic ? "em" : "s", {}, inline(bold ?? italic ?? struck, handlers)));
    from = match.index + match[0].length;
  }
  out.append(unescaped(source.slice(from)));
  return out;
}

function inAngles(source, handlers) {
  const [target, ...rest] = source.split("|");
  const label = rest.length ? unescaped(rest.join("|")) : null;
  if (target.startsWith("@")) return mention(`@${handlers.resolveUser?.(target.slice(1)) ?? label ?? "somebody"}`);
  if (target.startsWith("#")) return mention(`#${handlers.resolveChannel?.(target.slice(1)) ?? label ?? "channel"}`);
  if (target.startsWith("!date^")) return date(target, label, handlers);
  if (target.startsWith("!")) return mention(`@${label ?? target.slice(1)}`);
  return link(unescaped(target), label);
}

function link(address, label) {
  if (!/^(https?:|mailto:)/i.test(address)) return document.createTextNode(label ?? address);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label ?? address);
}

const mention = (words) => el("span", { class: "bk-mention" }, words);

const DAY = { day: "numeric", month: "long" };
const DATE_PARTS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date_slash: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { ...DAY, year: "numeric" },
  date_short: { day: "numeric", month: "short", year: "numeric" },
  date_long: { weekday: "long", ...DAY, year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hour12: false },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false },
};

function date(source, fallback, { timeZone = "Europe/London", now }) {
  const [, unix, format] = source.split("^");
  const instant = new Date(Number(unix) * 1000);
  if (Number.isNaN(instant.getTime())) return document.createTextNode(fallback ?? "");
  const words = format.replace(/\{(\w+)\}/g, (whole, name) => {
    const near = name.endsWith("_pretty") && now ? nearDay(instant, now(), timeZone) : null;
    const parts = DATE_PARTS[name.replace("_pretty", "")];
    return near ?? (parts ? instant.toLocaleString(LOCALE, { ...parts, timeZone }) : whole);
  });
  return el("time", { datetime: instant.toISOString(), title: fallback ?? undefined }, words);
}

function nearDay(instant, now, timeZone) {
  const day = (moment) => moment.toLocaleDateString("sv-SE", { timeZone });
  const shifted = (days) => day(new Date(now.getTime() + days * 86400000));
  return { [shifted(-1)]: "yesterday", [shifted(1)]: "tomorrow", [day(now)]: "today" }[day(instant)] ?? null;
}

function unescaped(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function rich(part, handlers) {
  const inner = (parts) => parts.map((one) => richInline(one, handlers));
  if (part.type === "rich_text_list") {
    return el(part.style === "ordered" ? "ol" : "ul", {}, ...part.elements.map((one) => el("li", {}, ...inner(one.elements))));
  }
  const tag = { rich_text_preformatted: "pre", rich_text_quote: "blockquote" }[part.type] ?? "div";
  return el(tag, {}, ...inner(part.elements ?? []));
}

function richInline(one, handlers) {
  let node = document.createTextNode(one.text ?? "");
  if (one.type === "link") node = link(one.url, one.text ?? one.url);
  if (one.type === "user") node = mention(`@${handlers.resolveUser?.(one.user_id) ?? one.user_id}`);
  if (one.type === "channel") node = mention(`#${handlers.resolveChannel?.(one.channel_id) ?? one.channel_id}`);
  if (one.type === "broadcast") node = mention(`@${one.range}`);
  if (one.type === "emoji") node = document.createTextNode(`:${one.name}:`);
  if (one.type === "date") node = date(`!date^${one.timestamp}^${one.format}`, one.fallback, handlers);
  for (const [style, tag] of [["bold", "strong"], ["italic", "em"], ["strike", "s"], ["code", "code"]]) {
    if (one.style?.[style]) node = el(tag, {}, node);
  }
  return node;
}

// The markdown block takes ordinary Markdown: headings, lists, paragraphs, bold, italic, code and links.
function markdown(source, handlers) {
  const out = el("div", { class: "bk-markdown" });
  for (const chunk of source.trim().split(/\n{2,}/)) {
    const lines = chunk.split("\n");
    const heading = /^(#{1,6}) (.*)/.exec(chunk);
    const list = /^([-*]|\d+\.) /;
    if (heading) out.append(el("h4", {}, markdownInline(heading[2])));
    else if (lines.every((line) => list.test(line))) {
      const items = lines.map((line) => el("li", {}, markdownInline(line.replace(list, ""))));
      out.append(el(/^\d/.test(chunk) ? "ol" : "ul", {}, ...items));
    } else out.append(el("p", {}, markdownInline(chunk, handlers)));
  }
  return out;
}

function markdownInline(source) {
  const out = document.createDocumentFragment();
  let from = 0;
  for (const match of source.matchAll(/`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)|\*\*(.+?)\*\*|\*([^*]+)\*|_([^_]+)_/g)) {
    out.append(source.slice(from, match.index));
    const [, code, label, address, bold, star, under] = match;
    if (code) out.append(el("code", {}, code));
    else if (label) out.append(link(address, label));
    else out.append(el(bold ? "strong" : "em", {}, bold ?? star ?? under));
    from = match.index + match[0].length;
  }
  out.append(source.slice(from));
  return out;
}

// ---- charts ----------------------------------------------------------------------------------------------------

const WIDE = 520, HIGH = 220, LEFT = 44, BASE = 184, TOP = 14;

function renderChart(block) {
  const { chart } = block;
  const series = chart.type === "pie" ? [{ name: "Value", data: chart.segments }] : chart.series;
  const labels = chart.axis_config?.categories ?? series[0].data.map((point) => point.label);
  const rows = labels.map((label, index) => [label, ...series.map((one) => one.data[index]?.value ?? "")]);
  const words = rows.map(([label, ...values]) => `${label}: ${values.join(", ")}`).join("; ");
  const picture = svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": `${block.title}. ${words}` });
  if (chart.type === "pie") drawPie(picture, chart.segments);
  else drawAxes(picture, chart, series, labels);
  const legend = (chart.type === "pie" ? labels : series.map((one) => one.name)).map((name, index) =>
    el("li", { class: `bk-colour-${index % 6}` }, name));
  const asTable = el("details", { class: "bk-chart-table" }, el("summary", {}, "Show the numbers"),
    renderTable({ rows: [["", ...series.map((one) => one.name)], ...rows].map((row) => row.map((text) => ({ text }))) }, {}));
  return el("figure", { class: "bk-chart" }, el("figcaption", {}, block.title), picture,
    legend.length > 1 ? el("ul", { class: "bk-legend" }, ...legend) : null, asTable);
}

function drawAxes(picture, chart, series, labels) {
  const values = series.flatMap((one) => one.data.map((point) => point.value));
  const most = Math.max(...values, 1), least = Math.min(...values, 0);
  const y = (value) => BASE - ((value - least) / (most - least)) * (BASE - TOP);
  const step = (WIDE - LEFT - 8) / labels.length;
  for (const mark of [least, least + (most - least) / 2, most]) {
    picture.append(svg("line", { x1: LEFT, x2: WIDE - 8, y1: y(mark), y2: y(mark), class: "bk-grid" }),
      svg("text", { x: LEFT - 6, y: y(mark) + 4, class: "bk-tick bk-end" }, String(Math.round(mark * 10) / 10)));
  }
  labels.forEach((label, index) => picture.append(
    svg("text", { x: LEFT + step * (index + 0.5), y: BASE + 18, class: "bk-tick bk-middle" }, label)));
  series.forEach((one, order) => {
    const points = one.data.map((point, index) => [LEFT + step * (index + 0.5), y(point.value)]);
    if (chart.type === "bar") drawBars(picture, points, step, order, series.length, y(Math.max(least, 0)));
    else drawLine(picture, points, order, chart.type === "area" ? y(Math.max(least, 0)) : null);
  });
}

function drawBars(picture, points, step, order, count, zero) {
  const wide = Math.min((step * 0.7) / count, 48);
  for (const [x, top] of points) {
    picture.append(svg("rect", { x: x - (wide * count) / 2 + wide * order, width: wide - 2, y: Math.min(top, zero),
      height: Math.abs(zero - top), class: `bk-fill bk-colour-${order % 6}` }));
  }
}

function drawLine(picture, points, order, floor) {
  const path = points.map(([x, top]) => `${x},${top}`).join(" ");
  if (floor !== null) {
    const area = `${points[0][0]},${floor} ${path} ${points.at(-1)[0]},${floor}`;
    picture.append(svg("polygon", { points: area, class: `bk-area bk-colour-${order % 6}` }));
  }
  picture.append(svg("polyline", { points: path, class: `bk-line bk-colour-${order % 6}` }));
  for (const [x, top] of points) picture.append(svg("circle", { cx: x, cy: top, r: 3.5, class: `bk-fill bk-colour-${order % 6}` }));
}

function drawPie(picture, segments) {
  const total = segments.reduce((sum, one) => sum + one.value, 0) || 1;
  const at = (share) => [WIDE / 2 + 95 * Math.sin(share * 2 * Math.PI), HIGH / 2 - 95 * Math.cos(share * 2 * Math.PI)];
  let from = 0;
  segments.forEach((one, index) => {
    const to = from + one.value / total;
    const shape = to - from > 0.9999 ? svg("circle", { cx: WIDE / 2, cy: HIGH / 2, r: 95 })
      : svg("path", { d: `M${WIDE / 2},${HIGH / 2} L${at(from)} A95,95 0 ${to - from > 0.5 ? 1 : 0} 1 ${at(to)} Z` });
    shape.setAttribute("class", `bk-fill bk-slice bk-colour-${index % 6}`);
    picture.append(shape);
    from = to;
  });
}

// ---- small tools -----------------------------------------------------------------------------------------------

function wallTime(unix, timeZone) {
  return new Date(unix * 1000).toLocaleString("sv-SE", { timeZone }).slice(0, 16).replace(" ", "T");
}

function unixTime(wall, timeZone) {
  const guess = Date.parse(`${wall}Z`);
  const shift = Date.parse(`${wallTime(guess / 1000, timeZone)}Z`) - guess;
  return (guess - shift) / 1000;
}

function svg(tag, attributes, words) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  if (words !== undefined) node.textContent = words;
  return node;
}

function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) node.setAttribute(name, String(value));
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}
