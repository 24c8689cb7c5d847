// SPDX-License-Identifier: PostgreSQL
// Charts, by ECharts, drawn as SVG: sharp on paper, and who hears a page is told what they say.  Each has its numbers
// as a table beneath.

import {BarChart, CustomChart, LineChart, ScatterChart} from "echarts/charts";
import {GridComponent, LegendComponent, MarkLineComponent, TooltipComponent} from "echarts/components";
import {init, use} from "echarts/core";
import {SVGRenderer} from "echarts/renderers";

import {h} from "./dom.js";

use([BarChart, CustomChart, LineChart, ScatterChart, GridComponent, LegendComponent, MarkLineComponent,
	TooltipComponent, SVGRenderer]);

// ECharts measures text by this name: a generic one such as system-ui it takes for another font.
const FONT = '"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Helvetica Neue", Arial, sans-serif';
export const COLOURS = {strong: "#00639c", weak: "#a84600", plain: "#5a6773", ink: "#1d2733", line: "#d5dce3"};

// chart({words, title, says, height, option, numbers})    option(width) is that of ECharts; numbers the table
export function chart({words, title, says, height = 320, option, numbers}) {
	const canvas = h("div", {class: "canvas", role: "img", "aria-label": [title, says].filter(Boolean).join(". "),
		vars: {height: `${height}px`}});
	const figure = h("figure", {class: "chart"},
		h("figcaption", null, title, says ? h("span", {class: "says"}, says) : null), canvas,
		numbers ? h("details", {class: "numbers"}, h("summary", null, words.own("numbers")), numbers) : null);
	let drawn = null;

	new ResizeObserver((_, observer) => {
		const width = canvas.clientWidth;
		if (!canvas.isConnected) {
			drawn?.dispose();
			observer.disconnect();
		} else if (width > 0 && drawn?.getWidth() !== width) {
			drawn?.dispose();
			drawn = init(canvas, null, {renderer: "svg", width, height});
			drawn.on("finished", () => fit_paper(canvas, width, height));
			drawn.setOption(common(option(width), width));
			figure.drawn = drawn;
		}
	}).observe(canvas);
	return figure;
}

// Paper has another width than the screen: the picture is scaled as a whole, where it would be cut otherwise.
function fit_paper(canvas, width, height) {
	canvas.querySelector("svg")?.setAttribute("viewBox", `0 0 ${width} ${height}`);
}

// How many lines the legend takes: a Chinese character is as wide as two others
function legend_lines(series, width) {
	let lines = 1;
	let used = 0;
	for (const {name} of series) {
		const wide = 50 + 7 * [...name].reduce((sum, c) => sum + (c > "\u2e7f" ? 2 : 1), 0);
		if (used > 0 && used + wide > width) {
			lines += 1;
			used = 0;
		}
		used += wide;
	}
	return lines;
}

function common(option, width) {
	const text = {fontFamily: FONT, fontSize: 13, color: COLOURS.ink};
	const axis = (given) => ({
		nameLocation: "middle", nameTextStyle: text, axisLabel: {...text, ...given.axisLabel},
		axisLine: {lineStyle: {color: COLOURS.plain}}, axisTick: {lineStyle: {color: COLOURS.plain}},
		splitLine: {lineStyle: {color: COLOURS.line}, show: given.type !== "category"},
		...Object.fromEntries(Object.entries(given).filter(([name]) => name !== "axisLabel")),
	});
	return {
		animation: false,
		textStyle: text,
		// drawn as text of the picture, never as HTML: names come from the database
		tooltip: {trigger: "item", renderMode: "richText", confine: true, textStyle: text, ...option.tooltip},
		...option,
		...(option.legend && {legend: {top: 0, left: 0, textStyle: text, itemGap: 18, icon: "roundRect", itemHeight: 4,
			...option.legend}}),
		grid: {left: 8, right: 16, top: option.legend ? 12 + 24 * legend_lines(option.legend.data ?? option.series,
			width) : 12, bottom: 8,
			containLabel: true, ...option.grid},
		xAxis: axis(option.xAxis),
		yAxis: axis(option.yAxis),
	};
}

// Upright intervals at categories or numbers: data is [x, y, lower, upper]
export function intervals(name, data, colour) {
	return {
		name, type: "custom", data, itemStyle: {color: colour}, encode: {x: 0, y: [2, 3]}, silent: true, z: 1,
		renderItem(_, api) {
			const [x, low] = api.coord([api.value(0), api.value(2)]);
			const [, high] = api.coord([api.value(0), api.value(3)]);
			const line = (x1, y1, x2, y2) => ({type: "line", shape: {x1, y1, x2, y2},
				style: {stroke: colour, lineWidth: 1.6}});
			return Number.isFinite(low) && Number.isFinite(high) ? {type: "group", children: [line(x, low, x, high),
				line(x - 5, low, x + 5, low), line(x - 5, high, x + 5, high)]} : null;
		},
	};
}
