// SPDX-License-Identifier: PostgreSQL
// What was bought, delivered, verified and paid; the grades by each scheme; how old all of it is.

import {link_to} from "../address.js";
import {h} from "../dom.js";
import {answer, answer_table, missing, notice, section, table} from "../layout.js";
import {marked, share_bar} from "../shapes.js";
import {facts} from "../table.js";

export const view = "project_summary";

const GRADES = ["excellent", "good", "medium", "poor", null];
const STATES = ["active", "unfelt", "suspended", "formal", "stopped"];
const A_DAY_AND_A_BIT = 26;		// hours; as job_health counts

export async function render(context) {
	const {address, words, rows, chosen, project} = context;
	const [summary, satisfaction, ranking, payment, health, findings, demands] = await Promise.all([
		"project_summary", "project_satisfaction", "village_ranking", "contract_payment", "job_health", "finding_list",
		"rectification_status"].map((name) => rows(name)));
	const of_period = summary?.filter((row) => row.period === address.period)
		.sort((a, b) => place_of(project, a) - place_of(project, b)) ?? null;
	const one = chosen(summary)?.[0];
	return [
		age(context, health),
		missing(words, view, of_period),
		one && h("div", {class: "cards"}, of_period.map((row) => score_card(context, row)), key_figures(context, one,
			chosen(satisfaction)?.[0])),
		one && section(words.own("bought"), null, quantities(words, one)),
		payment && payment.length > 0 && answer(words, "contract_payment", money(context, payment)),
		one && ranking && section(words.own("grades"), null, grades(context, ranking)),
		one && section(words.own("states"), words.view("village_suspension").explanation, states(context, one)),
		findings?.length > 0 && found(context, findings),
		demands?.length > 0 && demanded(context, demands),
	];
}

// Schemes in the order of the workspace: the headline first
function place_of(project, {period, profile}) {
	return project.runs.findIndex((run) => run.period === period && run.profile === profile);
}

// How old the data are, and whether the last night went well
function age({index, project, address, words}, health) {
	const run = project.runs.find((r) => r.period === address.period && r.profile === address.profile);
	const hours = (moment) => (Date.now() - new Date(moment)) / 3600000;
	const old = hours(index.exported_at) > A_DAY_AND_A_BIT;
	const bad = health?.filter((row) => row.needs_attention && [null, project.project_id].includes(row.project_id))
		?? [];
	const night = health === null ? words.own("unknown_night", {role: words.role()})
		: bad.length > 0 ? words.own("needs") : words.own("well", {moment: last_success(words, health)});
	const text = words.own("fresh", {moment: words.moment(run.finished_at), age: words.age(hours(run.finished_at))});
	return notice(old || bad.length > 0 ? "warning" : "fine",
		`${text} · ${words.own(run.sealed ? "official" : "interim")} · ${night}`, null,
		old ? h("p", null, words.own("old", {age: words.age(hours(index.exported_at))})) : null,
		bad.map((row) => h("p", null, words.twin(row, "reason"))));
}

function last_success(words, health) {
	const moment = health.find((row) => row.project_id === null)?.last_success_at ?? null;
	return moment === null ? "" : words.moment(moment);
}

function score_card({words, address}, row) {
	return h("a", {class: `card ${row.profile === address.profile ? "chosen" : ""}`,
		href: link_to({...address, profile: row.profile}, "ranking")},
	h("span", {class: "name"}, words.scheme(row.profile)),
	h("span", {class: "figure"}, row.score === null ? "—" : words.fixed(row.score, 2)),
	h("span", {class: "beside"}, marked(words, "grade", row.grade)),
	h("span", {class: "note"}, row.score_lower === null ? ""
		: `${words.fixed(row.score_lower, 2)} – ${words.fixed(row.score_upper, 2)}`));
}

function key_figures({words}, row, satisfaction) {
	const card = (column, figure, note) => h("div", {class: "card"},
		h("span", {class: "name", title: words.column(view, column).explanation}, words.column(view, column).label),
		h("span", {class: "figure"}, figure), h("span", {class: "note"}, note));
	// items of several tariffs: a share of what they are worth, not of their number
	const of_number = row.verified_share === null
		|| Math.abs(row.verified / row.target - row.verified_share) < 1e-5;
	return [
		card("verified_share", row.verified_share === null ? "—" : words.share(row.verified_share),
			of_number ? words.own("of", {part: words.fixed(row.verified, 1), all: words.fixed(row.target, 1)})
				: words.own("by_tariff")),
		card("satisfaction", row.satisfaction === null ? "—" : words.fixed(row.satisfaction, 1),
			satisfaction ? `${words.fixed(satisfaction.lower, 1)} – ${words.fixed(satisfaction.upper, 1)}; ${
				words.own("limited", {n: words.fixed(satisfaction.answers, 0)})}` : ""),
		card("rated", words.fixed(row.rated, 0), words.own("of", {part: words.fixed(row.rated, 0),
			all: words.fixed(row.sites, 0)})),
	];
}

// Quantities, each as a bar beside what was owed
function quantities(words, row) {
	const names = ["target", "reported", "deduplicated", "verified", "held", "missing", "not_due", "released"]
		.filter((name, place) => place < 4 || row[name] > 0);
	const most = Math.max(...names.map((name) => row[name] ?? 0));
	return bars(words, view, names.map((name) => ({name, value: row[name],
		tone: name === "missing" || name === "held" ? "weak" : name === "target" ? "plain" : ""})), most, "quantity");
}

// A table with a bar in each row
function bars(words, of_view, lines, most, caption) {
	return table({words, view: of_view, caption: words.own(caption === "money" ? "money" : "bought"), unsorted: true,
		class: "wide-bars", rows: lines, columns: [
			{name: "name", label: words.own("what"), unseen: true, text: true, row_header: true, cell: (line) => {
				const {label, explanation} = words.column(of_view, line.name);
				return h("span", {title: explanation}, label);
			}},
			{name: "value", label: words.own(caption === "money" ? "yuan" : "quantity"),
				cell: (line) => words.value(of_view, line.name, line.value)},
			{name: "bar", label: words.own("bar"), unseen: true, text: true, class: "bar", cell: (line) =>
				share_bar(line.value ?? 0, most, line.tone)},
		]});
}

function money({words}, payment) {
	const sum = (name) => payment.every((row) => row[name] === null) ? null
		: payment.reduce((total, row) => total + Math.round((row[name] ?? 0) * 100), 0) / 100;
	const lines = ["price", "payable", "paid", "balance"].map((name) => ({name, value: sum(name),
		tone: name === "price" ? "plain" : name === "balance" && sum(name) < 0 ? "weak" : ""}));
	return bars(words, "contract_payment", lines, Math.max(...lines.map((line) => Math.abs(line.value ?? 0))), "money");
}

function grades(context, ranking) {
	const {address, words, project} = context;
	const of_period = ranking.filter((row) => row.period === address.period);
	const profiles = [...new Set(of_period.map((row) => row.profile))].sort((a, b) => place_of(project,
		{period: address.period, profile: a}) - place_of(project, {period: address.period, profile: b}));
	const count = (profile, grade) => of_period.filter((row) => row.profile === profile && row.grade === grade).length;
	const shown = GRADES.filter((grade) => profiles.some((profile) => count(profile, grade) > 0));
	return table({words, view: "village_ranking", caption: words.own("grades"), unsorted: true,
		rows: shown.map((grade) => ({grade})), columns: [
			{name: "grade", text: true, row_header: true, cell: ({grade}) => grade === null
				? words.own("unrated") : marked(words, "grade", grade)},
			...profiles.flatMap((profile) => [
				{name: profile, label: words.scheme(profile), cell: ({grade}) => words.fixed(count(profile, grade), 0)},
				{name: `${profile}_bar`, label: words.own("bar"), unseen: true, text: true, class: "bar wide",
					cell: ({grade}) => share_bar(count(profile, grade), of_period.length / profiles.length,
						grade === "poor" || grade === null ? "weak" : grade === "medium" ? "plain" : "")}]),
		]});
}

function states({words, address}, row) {
	return [facts(STATES.map((state) => [h("span", {class: "marked"}, marked(words, "state", state)),
		words.fixed(row[state], 0), words.column(view, state).explanation])),
	h("p", null, h("a", {href: link_to(address, "suspension")}, words.view("village_suspension").label))];
}

// What names no site: it is about a contract, or about all of the project
function found(context, findings) {
	const {words} = context;
	return answer_table(context, "finding_list", findings, [
		{name: "found_on", text: true},
		{name: "code", text: true, row_header: true, cell: (row) => words.twin(row, "name") ?? row.code},
		{name: "contract_id", text: true, wide: true, cell: (row) => row.contract_id === null ? words.own("whole")
			: words.own("contract", {n: row.contract_id})},
		{name: "rule", text: true, wide: true}, {name: "points"}, {name: "found", text: true, class: "prose"},
		{name: "counts", text: true, wide: true, cell: (row) => [words.value("finding_list", "counts", row.counts),
			words.twin(row, "reason")].filter(Boolean).join(": ")},
	], {sort: "-found_on"});
}

function demanded(context, demands) {
	const {words} = context;
	return answer_table(context, "rectification_status", demands, [
		{name: "issued_on", text: true},
		{name: "demand", text: true, row_header: true, class: "prose", cell: (row) => words.twin(row, "demand")},
		{name: "reason", text: true, class: "prose wide", cell: (row) => words.twin(row, "reason")},
		{name: "responsible", text: true, wide: true}, {name: "due_on", text: true}, {name: "status", text: true},
	], {sort: "-issued_on"});
}
