// SPDX-License-Identifier: PostgreSQL
// Words.  Names of views and columns and what codes mean are exported with the data: from the COMMENTs of the workspace
// and its table of labels.  Here stand only the words of the page's own buttons and notes.

import {fixed, kind_of, percent, show_moment, show_number} from "./format.js";

const OWN = {
	en: {
		all: "All", pages: "Pages", next: "Next", previous: "Previous", rows: "{from} to {to} of {all}",
		search: "Village contains", numbers: "Numbers", choose: "Choose a village", print: "Print this page",
		other_language: "中文", skip: "Skip to content", filters: "Filters",
		not_exported: "Not part of this site", not_exported_why:
			"The site was made with the rights of {role}, and does not hold this answer: {view}.",
		empty: "Nothing in this period", empty_why: "The answer has no row for this project, period and scheme.",
		no_project: "No result to show", no_project_why:
			"No project has a result that {role} may read. A public site shows what is published today.",
		unknown: "Not found", unknown_why: "The address names {what}, which is not in this data.",
			home: "To the overview",
		gone: "The data could not be loaded",
		gone_why: "They were renewed since this page was opened, or a file is missing.", reload: "Load again",
		failure: "This page could not be shown", old: "The data are {age} old.",
		fresh: "Data of {moment}, {age} ago", needs: "The nightly refresh needs attention",
		well: "The nightly refresh succeeded {moment}", unknown_night:
			"Whether the last nightly refresh succeeded is not told to {role}",
		hours: "{n} h", minutes: "{n} min", days: "{n} days", official: "sealed as official", interim: "not sealed",
		bought: "What was bought, delivered and verified", money: "What is paid", grades: "Grades by scheme",
		states: "What became of the service", of: "{part} of {all}",
		by_tariff: "items weighed by tariff", interval: "95 % interval {from} to {to}",
		rank_bar: "rank {rank}, between {from} and {to} of {all}", rank_interval: "Rank interval",
		rank_interval_why: "the rank lies between them in 90 of 100 draws", confidence_set: "95 % confidence set",
		unrated: "Not rated",
		explanation: "How this score came about", history: "Over the periods",
			lorenz: "Shares of persons and of resources",
		even: "Even spread", tilt_over: "Over the periods", share_persons: "Share of the persons",
		share_resources: "Share of the resources", by_place: "By township", whole: "Whole project",
		hidden: "hidden: too few persons", repeats: "Repeats", contract: "Contract {n}",
		made: "Made {moment} with the rights of {role}, service_eval {version}.", licences: "Licences",
		yuan: "Yuan", quantity: "Quantity", what: "What", bar: "As a bar", unheard: "unheard {share}",
			indicator: "Indicator", by_indicator: "Points by indicator", notes: "Notes",
		why_parts: "Which part of it is due to what",
		village_one: "Village",
		back: "To the ranking",
		rank_of: "Rank {rank} of {all}", no_rows: "No row matches the filters.", clear: "Show all rows",
		to_rank: "{from} to {to}",
		limited: "{n} answers",
		chances: "{draws}: in how many draws a village is there. {truly}: how likely it truly belongs there. "
			+ "Do not act against a village where either is below 80 %. {certain}: with 95 % confidence, for all "
			+ "villages at once, no other band is possible.",
	},
	zh: {
		all: "全部", pages: "页面", next: "下一页", previous: "上一页", rows: "第{from}至{to}行，共{all}行",
		search: "村名包含", numbers: "数据表", choose: "选择村", print: "打印本页",
		other_language: "English", skip: "跳到正文", filters: "筛选",
		not_exported: "本站不含此内容", not_exported_why: "本站按{role}的权限生成，不含此内容：{view}。",
		empty: "本时段无数据", empty_why: "所选项目、时段与方案在此没有记录。",
		no_project: "没有可显示的结果", no_project_why: "{role}没有可读取的项目结果。公开网站仅显示今日处于公示期的结果。",
		unknown: "未找到", unknown_why: "地址中的{what}不在本站数据中。", home: "返回概览",
		gone: "数据无法载入", gone_why: "页面打开后数据已更新，或缺少文件。", reload: "重新载入",
		failure: "本页无法显示", old: "数据距今已{age}。",
		fresh: "数据时间{moment}，距今{age}", needs: "夜间刷新需要处理", well: "夜间刷新已于{moment}成功",
		unknown_night: "{role}无权了解最近一次夜间刷新是否成功",
		hours: "{n}小时", minutes: "{n}分钟", days: "{n}天", official: "已封存（正式结果）", interim: "未封存",
		bought: "购买、上报与核实", money: "资金支付", grades: "各方案等级分布",
		states: "服务状态", of: "{all}中的{part}", by_tariff: "各项按单价折算", interval: "95%区间{from}至{to}",
		rank_bar: "第{rank}名，介于第{from}至第{to}名，共{all}个", rank_interval: "名次区间",
		rank_interval_why: "90%的模拟名次在此区间", confidence_set: "95%置信集", unrated: "未评",
		explanation: "得分如何得出", history: "历期变化", lorenz: "人数份额与资源份额",
		even: "均匀分布", tilt_over: "历期变化", share_persons: "人数份额", share_resources: "资源份额",
		by_place: "按乡镇", whole: "整个项目", hidden: "人数过少，隐去", repeats: "重复上传", contract: "合同{n}",
		made: "本站于{moment}按{role}的权限生成，service_eval {version}。", licences: "许可证",
		yuan: "元", quantity: "数量", what: "项目", bar: "图示", unheard: "未表达{share}", indicator: "指标",
			by_indicator: "各指标得分", notes: "说明",
		why_parts: "各原因所占部分",
		village_one: "村",
		back: "返回排名",
		rank_of: "第{rank}名，共{all}个", no_rows: "没有符合筛选条件的行。", clear: "显示全部行",
		to_rank: "{from}至{to}",
		limited: "{n}份回答",
		chances: "“{draws}”是模拟中列入后档的比例，“{truly}”是真实水平属于后档的概率；任一项低于80%的村，不得据此作不利处理。"
			+ "“{certain}”：在95%的置信水平下（对全部村同时成立），不可能属于其他档次。",
	},
};

export const LANGUAGES = Object.keys(OWN);

// In English a label begins a heading or a cell: with a capital, unless it is a symbol
function capital(text) {
	return /^[a-z][a-z ,-]/.test(text) ? text[0].toUpperCase() + text.slice(1) : text;
}

export function make_words(index, language) {
	const place = language === "zh" ? 1 : 0;
	const labels = (entry, name) => entry
		? {label: capital(entry.label[place]), explanation: entry.explanation[place]}
		: {label: name, explanation: ""};

	const words = {
		language,
		own(key, values = {}) {
			return OWN[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
		},
		view(view) {
			return labels(index.views[view], view);
		},
		column(view, name) {
			const {columns} = index.views[view] ?? {};
			return labels(columns && Object.hasOwn(columns, name) ? columns[name] : null, name);
		},
		is_coded(view, name) {
			return index.views[view]?.columns[name]?.kind !== undefined;
		},
		// the word for a code, or the code where it has none
		code(kind, code) {
			const known = index.codes[kind];
			return capital(known && Object.hasOwn(known, code) ? known[code][place] : String(code));
		},
		// of columns that exist twice: reason and reason_zh, name_en and name_zh
		twin(row, name) {
			const english = row[name] ?? row[`${name}_en`] ?? null;
			const chosen = language === "zh" ? row[`${name}_zh`] ?? english : english;
			return chosen === null ? null : capital(chosen);
		},
		period(project, period) {
			const known = project.periods.find((p) => p.period === period);
			return known ? capital(known.name[place]) : period;
		},
		scheme(profile) {
			return words.code("scheme", profile);
		},
		role() {
			return index.role;
		},
		moment(moment) {
			return show_moment(moment, index.time_zone);
		},
		age(hours) {
			const n = (value) => fixed(Math.floor(value), 0);
			return hours >= 72 ? words.own("days", {n: n(hours / 24)})
				: hours >= 1 ? words.own("hours", {n: n(hours)}) : words.own("minutes", {n: n(hours * 60)});
		},
		list(texts) {
			return texts.join(language === "zh" ? "、" : ", ");
		},
		// a value of a column as text; — where there is none
		value(view, name, value) {
			if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) {
				return "—";
			}
			const kind = index.views[view]?.columns[name]?.kind;
			if (Array.isArray(value)) {
				return words.list(value.map((one) => words.value(view, name, one)));
			}
			if (typeof value === "boolean") {
				return words.code("boolean", value);
			}
			if (typeof value === "number") {
				return show_number(value, kind_of(name));
			}
			if (kind === "moment") {
				return words.moment(value);
			}
			return kind ? words.code(kind, value) : value;
		},
		share: percent,
		fixed,
	};
	return words;
}
