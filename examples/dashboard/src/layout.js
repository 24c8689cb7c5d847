// SPDX-License-Identifier: PostgreSQL
// Parts that pages have in common.

import {chart} from "./chart.js";
import {h} from "./dom.js";
import {table} from "./table.js";

// A part of a page under its own heading
export function section(title, question, ...content) {
	return h("section", null, h("h2", null, title), question ? h("p", {class: "question"}, question) : null, content);
}

// The same for an answer: its name and its question are those of its COMMENT
export function answer(words, view, ...content) {
	const {label, explanation} = words.view(view);
	return section(label, explanation, content);
}

export function notice(kind, title, text, ...more) {
	return h("div", {class: `notice ${kind}`, role: kind === "error" ? "alert" : null}, h("strong", null, title),
		text ? h("p", null, text) : null, more);
}

// What stands in the place of an answer without rows, or of one that the site was not given; null where there are rows
export function missing(words, view, rows) {
	if (rows === null) {
		return notice("quiet", words.own("not_exported"), words.own("not_exported_why", {
			role: words.role(), view: words.view(view).label}));
	}
	return rows.length === 0 ? notice("quiet", words.own("empty"), words.own("empty_why")) : null;
}

// An answer as a table with these columns, or what stands in its place
export function answer_table(context, view, rows, columns, more = {}) {
	const {words} = context;
	return answer(words, view, plain_table(context, view, rows, columns, more));
}

// The same without a heading: for the answer that gives the page its name
export function plain_table({words}, view, rows, columns, more = {}) {
	return missing(words, view, rows)
		?? table({words, view, rows, columns: columns.filter(Boolean), caption: words.view(view).label, ...more});
}

export function select({label, value, options, onchange, id}) {
	return h("label", {class: "field"}, h("span", null, label),
		h("select", {id, onchange: (event) => onchange(event.target.value)}, options.map(([code, name]) =>
			h("option", {value: code, selected: code === value}, name))));
}

export {chart, table};
