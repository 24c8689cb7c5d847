// The form of self-evaluation that is filed with the finance bureau, as it is filed.  It prints on A4.

import {h} from "../dom.js";
import {missing, table} from "../layout.js";

export const view = "self_evaluation_form";

export async function render(context) {
	const {words, rows, chosen} = context;
	const lines = chosen(await rows(view));
	return missing(words, view, lines) ?? [
		h("div", {class: "pickers filters"}, h("button", {type: "button", onclick: () => print()}, words.own("print"))),
		the_form(words, [...lines].sort((a, b) => a.line - b.line))];
}

function the_form(words, lines) {
	const twin = (name) => ({name, text: true, cell: (row) => words.twin(row, name) ?? ""});
	const blank = (name) => ({name, cell: (row) => row[name] === null ? "" : words.value(view, name, row[name])});
	return table({words, view, caption: words.view(view).label, unsorted: true,
		rows: lines.map((row) => ({...row, line_class: row.line_kind === "total" || row.line_kind === "grade" ? "sum" : null})),
		columns: [
			{...twin("level_1"), wide: true}, {...twin("level_2"), wide: true}, {...twin("level_3"), row_header: true},
			{...blank("unit"), text: true, wide: true}, {...blank("target_text"), wide: true}, blank("actual_text"),
			blank("points_counted"), blank("earned"),
			{name: "deviation", text: true, class: "prose wide", cell: (row) => [row.deviation, row.measure].filter(Boolean)
				.join("; ")},
			{...twin("note"), class: "prose wide note"}]});
}
