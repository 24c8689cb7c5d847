// SPDX-License-Identifier: PostgreSQL
// The form of self-evaluation that is filed with the finance bureau: its head, the budget, the indicators, the notes.
// It prints on A4.

import {h} from "../dom.js";
import {missing, section, table} from "../layout.js";
import {facts} from "../table.js";

export const view = "self_evaluation_form";

export async function render(context) {
	const {words, rows, chosen} = context;
	const all = chosen(await rows(view));
	const gap = missing(words, view, all);
	if (gap) {
		return gap;
	}
	const lines = [...all].sort((a, b) => a.line - b.line);
	const of = (...kinds) => lines.filter((row) => kinds.includes(row.line_kind));
	return [
		h("div", {class: "pickers filters"}, h("button", {type: "button", onclick: () => print()}, words.own("print"))),
		facts(of("head").map((row) => [words.twin(row, "level_3"), row.actual_text ?? row.target_text])),
		budget(words, of("budget")),
		indicators(words, lines.filter((row) => !["head", "budget", "check"].includes(row.line_kind))),
		check_number(words, of("check")),
		notes(words, lines.filter((row) => row.line_kind !== "grade" && row.note !== null)),
	];
}

function budget(words, lines) {
	return facts(lines.map((row) => [words.twin(row, "level_3"),
		`${row.actual_text ?? "—"} ${row.unit === "yuan" ? words.code("unit", "yuan") : ""}`]));
}

function indicators(words, lines) {
	const level = (name) => ({name, text: true, cell: (row) => words.twin(row, name) ?? ""});
	const number = (name) => ({name, cell: (row) => row[name] === null ? "" : words.value(view, name, row[name])});
	const with_deviation = lines.some((row) => row.deviation !== null || row.measure !== null);
	return table({words, view, caption: words.view(view).label, unsorted: true,
		rows: lines.map((row) => ({...row, line_class: ["total", "grade"].includes(row.line_kind) ? "sum" : null})),
		columns: [
			{...level("level_1"), wide: true}, {...level("level_2"), wide: true}, {...level("level_3"),
				row_header: true},
			{...number("target_text"), wide: true}, number("actual_text"), {...number("points"), wide: true},
			number("points_counted"), {name: "earned", cell: (row) => row.line_kind === "grade"
				? words.twin(row, "note") : row.earned === null ? "" : words.fixed(row.earned, 2)},
			with_deviation ? {name: "deviation", text: true, class: "prose wide",
				cell: (row) => [row.deviation, row.measure].filter(Boolean).join("; ")} : null].filter(Boolean)});
}

// Of a sealed run, by which anybody may check that nothing was altered since
function check_number(words, lines) {
	return lines.filter((row) => row.actual_text !== null).map((row) => h("p", null, words.twin(row, "level_3"), ": ",
		h("code", null, row.actual_text)));
}

// How each line comes about
function notes(words, lines) {
	return lines.length === 0 ? null : section(words.own("notes"), null, h("dl", {class: "notes"}, lines.map((row) =>
		h("div", null, h("dt", null, words.twin(row, "level_3") ?? ""), h("dd", null, words.twin(row, "note"))))));
}
