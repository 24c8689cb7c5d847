// SPDX-License-Identifier: PostgreSQL
// Who is left out, and does what is offered answer what is needed?

import {h} from "../dom.js";
import {answer, chart, missing, table} from "../layout.js";
import {lying_bars} from "../lying_bars.js";

export const view = "inclusion";

export async function render(context) {
	const {words, rows, chosen} = context;
	const persons = chosen(await rows(view));
	const needs = chosen(await rows("need_match"));
	const whole = (list) => list?.filter((row) => row.county === null && row.township === null) ?? null;
	const townships = persons?.filter((row) => row.township !== null && row.need_level === null) ?? [];
	return [
		missing(words, view, persons) ?? [levels(context, whole(persons)), by_township(context, townships)],
		answer(words, "need_match", missing(words, "need_match", needs) ?? types(context, whole(needs), needs)),
	];
}

const or_hidden = (words, of, name) => (row) => row[name] === null && row.hidden ? words.own("hidden")
	: words.value(of, name, row[name]);

function levels({words}, rows) {
	return table({words, view, rows, caption: words.own("whole"), unsorted: true, columns: [
		{name: "need_level", text: true, row_header: true, cell: (row) => row.need_level === null ? words.own("all")
			: words.code("need_level", row.need_level)},
		{name: "eligible", cell: or_hidden(words, view, "eligible")},
		{name: "served", cell: or_hidden(words, view, "served")},
		{name: "served_rate"}, {name: "coverage", wide: true}, {name: "parity"}, {name: "repetition", wide: true}]});
}

function by_township({words}, rows) {
	return rows.length === 0 ? null : [h("h2", null, words.own("by_place")), table({words, view, rows,
		caption: words.own("by_place"), sort: "parity", columns: [
			{name: "township", text: true, row_header: true}, {name: "county", text: true, wide: true},
			{name: "eligible", cell: or_hidden(words, view, "eligible")},
			{name: "served", wide: true, cell: or_hidden(words, view, "served")},
			{name: "served_rate"}, {name: "coverage", wide: true}, {name: "parity", ascending: true},
			{name: "repetition", wide: true}]})];
}

function types({words}, whole, all) {
	const name = (row) => words.code("need_type", row.need_type);
	const label = (column) => words.column("need_match", column).label;
	const columns = [{name: "eligible", wide: true, cell: or_hidden(words, "need_match", "eligible")},
		{name: "need_share"}, {name: "hours", wide: true}, {name: "supply_share"}, {name: "difference"}];
	const townships = [...new Map(all.filter((row) => row.township !== null)
		.map((row) => [`${row.county}\n${row.township}`, row])).values()];
	return [
		whole.length > 0 ? chart({words, title: `${label("need_share")}, ${label("supply_share")}`,
			height: 60 + 56 * whole.length,
			says: whole.map((row) => `${name(row)} ${["need_share", "supply_share"].map((column) =>
				words.value("need_match", column, row[column])).join(" → ")}`).join(", "),
			option: lying_bars(words, whole.map(name), [
				{name: label("need_share"), values: whole.map((row) => row.need_share), tone: "strong"},
				{name: label("supply_share"), values: whole.map((row) => row.supply_share), tone: "weak"}]),
			numbers: table({words, view: "need_match", rows: whole, caption: words.own("whole"), unsorted: true,
				columns: [{name: "need_type", text: true, row_header: true, cell: name}, ...columns]})}) : null,
		townships.length > 0 ? table({words, view: "need_match", rows: townships, caption: words.own("by_place"),
			sort: "need_match", columns: [{name: "township", text: true, row_header: true},
				{name: "county", text: true, wide: true}, {name: "need_match", ascending: true}]}) : null,
	];
}
