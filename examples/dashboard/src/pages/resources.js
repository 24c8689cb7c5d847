// SPDX-License-Identifier: PostgreSQL
// Is the agency feeding the strong?  Two curves, the verdict, and the numbers behind it over the periods.

import {chart as draw, COLOURS, intervals} from "../chart.js";
import {h} from "../dom.js";
import {answer, missing, section, table} from "../layout.js";
import {facts} from "../table.js";

export const view = "resource_concentration";

export async function render(context) {
	const {words, rows, chosen, address} = context;
	const all = await rows(view);
	const one = chosen(all);
	const curve = chosen(await rows("resource_curve"));
	const over = all?.filter((row) => row.profile === address.profile) ?? null;
	return [
		missing(words, view, one) ?? verdict(words, one[0]),
		answer(words, "resource_curve", missing(words, "resource_curve", curve) ?? curves(words, curve)),
		over && over.length > 0 ? section(words.own("tilt_over"), words.view(view).explanation,
			tilts(context, over)) : null,
	];
}

const with_interval = (words, row, name, stem = name) => {
	const [value, low, high] = [row[name], row[`${stem}_lower`], row[`${stem}_upper`]];
	return value === null ? "—" : [words.value(view, name, value), low === null || low === undefined ? "" : h("span",
		{class: "interval-text"}, ` ${words.own("interval", {from: words.fixed(low, 3), to: words.fixed(high, 3)})}`)];
};

function verdict(words, row) {
	const fact = (name, stem) => [words.column(view, name).label, with_interval(words, row, name, stem),
		words.column(view, name).explanation];
	return h("section", null,
		h("p", {class: `verdict ${/Matthew|strong/.test(row.verdict) ? "weak" : ""}`}, row.verdict === null ? "—"
			: words.code("verdict", row.verdict)),
		// the same as a sentence, where the workspace has it
		row.reason ? h("p", null, words.twin(row, "reason")) : null,
		facts([
			fact("gini"), fact("concentration_index", "concentration"), fact("tilt"), fact("elasticity"),
			fact("top_bottom_ratio", "top_bottom"), fact("persistence"), fact("divergence"),
			[words.column(view, "top_fifth_share").label, words.value(view, "top_fifth_share", row.top_fifth_share),
				words.column(view, "top_fifth_share").explanation],
			[words.column(view, "resources").label, words.value(view, "resources", row.resources),
				words.column(view, "resources").explanation],
			[words.column(view, "compared").label, words.value(view, "compared", row.compared),
				words.column(view, "compared").explanation],
		]));
}

function curves(words, rows) {
	const curve = [...rows].sort((a, b) => a.point - b.point);
	const label = (name) => words.column("resource_curve", name).label;
	const line = (name, colour, more) => ({name: label(name), type: "line", showSymbol: false, color: colour,
		lineStyle: {width: 2.5}, data: curve.map((row) => [row.persons_share, row[name]]), ...more});
	return draw({words, title: words.own("lorenz"), height: 420,
		says: ["lorenz_share", "concentration_share"].map((name) => `${label(name)}: ${[0.2, 0.5, 0.8].map((share) => {
			const row = curve.find((point) => Math.abs(point.persons_share - share) < 1e-6);
			return row ? `${words.share(share, 0)} → ${words.share(row[name])}` : null;
		}).filter(Boolean).join(", ")}`).join("; "),
		option: () => ({
			legend: {},
			tooltip: {trigger: "axis", valueFormatter: (value) => words.share(value)},
			grid: {bottom: 28, left: 28},
			xAxis: {type: "value", min: 0, max: 1, name: words.own("share_persons"), nameGap: 28,
				axisLabel: {formatter: (value) => words.share(value, 0)}},
			yAxis: {type: "value", min: 0, max: 1, name: words.own("share_resources"), nameGap: 52,
				axisLabel: {formatter: (value) => words.share(value, 0)}},
			series: [line("lorenz_share", COLOURS.strong), line("concentration_share", COLOURS.weak,
				{lineStyle: {width: 2.5, type: [8, 4]}}),
			{name: words.own("even"), type: "line", showSymbol: false, data: [[0, 0], [1, 1]], color: COLOURS.plain,
				lineStyle: {width: 1, type: [2, 3]}}],
		}),
		numbers: table({words, view: "resource_curve", rows: curve, caption: words.own("lorenz"), unsorted: true,
			columns: [{name: "persons_share", row_header: true}, {name: "lorenz_share"},
				{name: "concentration_share"}]})});
}

function tilts(context, rows) {
	const {words, project} = context;
	const places = new Map(project.periods.map((p, place) => [p.period, p.kind === "unit" ? place : place + 1000]));
	const sorted = [...rows].sort((a, b) => places.get(a.period) - places.get(b.period));
	const units = sorted.filter((row) => places.get(row.period) < 1000);
	const name = (row) => words.period(project, row.period);
	return [
		h("div", {class: "beside-each-other"}, ["tilt", "elasticity"].map((column) =>
			over_units(words, units, column, name))),
		table({words, view, rows: sorted, caption: words.own("tilt_over"), columns: [
			{name: "period", text: true, row_header: true, cell: name, key: (row) => places.get(row.period)},
			{name: "verdict", text: true}, {name: "gini", wide: true}, {name: "concentration_index", wide: true},
			{name: "tilt"}, {name: "elasticity"}, {name: "top_bottom_ratio", wide: true},
			{name: "persistence", wide: true}, {name: "resources", wide: true}]}),
	];
}

// One number over the units of the project, with its interval; 0 is no tilt
function over_units(words, rows, column, name) {
	const known = rows.filter((row) => row[column] !== null);
	const {label} = words.column(view, column);
	const ends = (row) => [row[`${column}_lower`], row[`${column}_upper`]];
	return known.length === 0 ? null : draw({words, title: label, height: 260,
		says: known.map((row) => `${name(row)} ${words.fixed(row[column], 2)} (${
			ends(row).map((end) => words.fixed(end, 2)).join(" – ")})`).join(", "),
		option: () => ({
			xAxis: {type: "category", data: known.map(name)},
			yAxis: {type: "value"},
			series: [
				{name: label, type: "scatter", symbolSize: 11, color: COLOURS.weak,
					data: known.map((row, place) => [place, row[column]]),
					markLine: {silent: true, symbol: "none", data: [{yAxis: 0}], label: {show: false},
						lineStyle: {color: COLOURS.plain, type: "solid"}}},
				intervals("95 %", known.map((row, place) => [place, row[column], ...ends(row)]), COLOURS.weak)],
		}),
		numbers: table({words, view, rows: known, caption: label, unsorted: true, columns: [
			{name: "period", text: true, row_header: true, cell: name}, {name: column}, {name: `${column}_lower`},
			{name: `${column}_upper`}]})});
}
