// SPDX-License-Identifier: PostgreSQL
// A table that people read, sort by keyboard, hear and print.  Each header that sorts is a button in its th, and
// aria-sort says how.  Long tables come in pages of 100 rows: with thousands a browser would stand still.

import {h, s, together} from "./dom.js";

const PAGE = 100;

// table({words, caption, view, columns, rows, sort, page, note})
//
// A column is {name, label, why, cell, key, text, wide}: cell(row) gives what is shown, text or element, and without it
// the value of the column; key(row) what it is sorted by; text: no number; wide: left out on narrow screens.
// sort is "name" or "-name"; note({sort, page}) is told of what the reader chose.
export function table(given) {
	const {words, caption, view, rows, note = () => {}} = given;
	const columns = given.columns.map((column) => complete(column, view, words));
	const state = {sort: given.sort ?? null, page: Math.max(1, Number(given.page) || 1)};
	const box = h("div", {class: ["table", given.class].filter(Boolean).join(" ")});

	function draw(focus) {
		const sorted = in_order(rows, columns, state.sort);
		const pages = Math.max(1, Math.ceil(sorted.length / PAGE));
		state.page = Math.min(state.page, pages);
		const from = (state.page - 1) * PAGE;
		box.replaceChildren(
			h("table", null,
				caption ? h("caption", null, caption) : null,
				h("thead", null, h("tr", null, columns.map((column) => header(column, state, words, given.unsorted,
					choose)))),
				h("tbody", null, sorted.slice(from, from + PAGE).map((row) => line(row, columns)))),
			pages > 1 ? pager(words, state.page, pages, from + 1, Math.min(from + PAGE, sorted.length), sorted.length,
				turn) : "");
		if (focus) {
			box.querySelector(focus)?.focus();
		}
	}

	function choose(column) {
		// numbers first from the top, then from the bottom; texts the other way around
		const first = column.text || column.ascending ? column.name : `-${column.name}`;
		const second = first.startsWith("-") ? column.name : `-${column.name}`;
		state.sort = state.sort === first ? second : first;
		state.page = 1;
		note({sort: state.sort, page: null});
		draw(`[data-column="${column.name}"]`);
	}

	function turn(page, focus) {
		state.page = page;
		note({sort: state.sort, page: page > 1 ? page : null});
		draw(focus);
		box.scrollIntoView({block: "start"});
	}

	draw();
	return box;
}

function complete(column, view, words) {
	const {label, explanation} = words.column(column.view ?? view, column.name);
	const value = (row) => row[column.name];
	return {
		label, why: explanation, key: value,
		cell: (row) => words.value(column.view ?? view, column.name, value(row)),
		...column,
		// days stay on one line, places and codes where there is room
		class: [column.class, /_on$/.test(column.name) && !column.cell ? "day"
			: /_on$|^(township|county)$/.test(column.name)
			|| words.is_coded(column.view ?? view, column.name) ? "short" : ""].filter(Boolean).join(" "),
	};
}

// A tie keeps the order in which the rows came.  What is empty comes last, in either direction.
export function in_order(rows, columns, sort) {
	const column = columns.find(({name}) => name === sort?.replace(/^-/, ""));
	if (!column) {
		return rows;
	}
	const sign = sort.startsWith("-") ? -1 : 1;
	const collator = new Intl.Collator(["zh-Hans", "en"], {numeric: true});
	const empty = (value) => value === null || value === undefined || value === "";
	return rows.map((row) => [column.key(row), row]).sort(([a], [b]) =>
		empty(a) || empty(b) ? empty(a) - empty(b)
			: sign * (typeof a === "string" ? collator.compare(a, b) : a - b)).map(([, row]) => row);
}

function header(column, state, words, unsorted, choose) {
	const sorted = state.sort === column.name ? "ascending" : state.sort === `-${column.name}` ? "descending" : null;
	const attributes = {scope: "col", class: classes(column), "aria-sort": sorted};
	if (unsorted || column.fixed) {
		// what is plain to see is said to who does not see it
		return h("th", {...attributes, title: column.why || null},
			column.unseen ? h("span", {class: "unseen"}, column.label) : column.label);
	}
	return h("th", attributes, h("button", {type: "button", "data-column": column.name, title: column.why || null,
		onclick: () => choose(column)}, column.label, arrow(sorted)));
}

function arrow(sorted) {
	return s("svg", {class: "arrow", viewBox: "0 0 10 12", "aria-hidden": "true"},
		sorted !== "descending" ? s("path", {d: "M1 5 5 1 9 5Z", class: sorted ? "on" : ""}) : null,
		sorted !== "ascending" ? s("path", {d: "M1 7 5 11 9 7Z", class: sorted ? "on" : ""}) : null);
}

function classes(column) {
	return [column.text ? "text" : "number", column.wide ? "wide" : "", column.class ?? ""].filter(Boolean).join(" ");
}

function line(row, columns) {
	return h("tr", {class: row.line_class ?? null}, columns.map((column) => h(column.row_header ? "th" : "td",
		{class: classes(column), scope: column.row_header ? "row" : null}, column.cell(row) ?? "—")));
}

function pager(words, page, pages, from, to, all, turn) {
	const button = (key, target, name) => h("button", {type: "button", class: name,
		disabled: target < 1 || target > pages,
		onclick: () => turn(target, target > 1 && target < pages ? `.${name}` : ".pager button:not([disabled])")},
	words.own(key));
	return h("div", {class: "pager"}, button("previous", page - 1, "previous"),
		h("span", {role: "status"}, words.own("rows", {from, to, all})), button("next", page + 1, "next"));
}

// Facts about one thing: a list of names and values
export function facts(pairs) {
	return h("dl", {class: "facts"}, pairs.filter(Boolean).map(([name, value, why]) =>
		together(h("div", null, h("dt", {title: why || null}, name), h("dd", null, value ?? "—")))));
}
