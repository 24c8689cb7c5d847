// SPDX-License-Identifier: PostgreSQL
// What is owed, and why: line by line, then by instalment, then what it rests on.

import {h} from "../dom.js";
import {answer_table, missing, section, table} from "../layout.js";
import {share_bar} from "../shapes.js";

export const view = "payment_statement";

export async function render(context) {
	const {words, rows, chosen} = context;
	const statement = await rows(view);
	const [instalments, approval] = [await rows("instalment_status"), await rows("payment_approval")];
	const fulfilment = chosen(await rows("contract_fulfilment"));
	const contracts = [...new Set((statement ?? []).map((row) => row.contract_id))];
	return [
		missing(words, view, statement) ?? contracts.map((contract) => one_statement(words,
			statement.filter((row) => row.contract_id === contract), contracts.length > 1 ? contract : null)),
		answer_table(context, "instalment_status", instalments, [
			contract_column(words, contracts),
			{name: "number", text: true, row_header: true}, {name: "due_on", text: true}, {name: "amount"},
			{name: "milestone", text: true, wide: true}, {name: "min_grade", text: true, wide: true},
			{name: "instalment_status", text: true}, {name: "paid", wide: true}, {name: "outstanding", wide: true},
			{name: "reason", text: true, class: "prose wide", cell: (row) => words.twin(row, "reason")}]),
		answer_table(context, "payment_approval", approval, [
			{name: "provider", text: true, row_header: true}, {name: "number", text: true, wide: true},
			{name: "price", wide: true}, {name: "score", wide: true}, {name: "payable"}, {name: "paid"},
			{name: "condition", text: true, class: "prose wide", cell: (row) => words.twin(row, "condition")},
			{name: "to_approve"}, {name: "paid_after", wide: true}]),
		answer_table(context, "contract_fulfilment", fulfilment, [
			contract_column(words, contracts),
			{name: "item", text: true, row_header: true}, {name: "target", wide: true}, {name: "reported"},
			{name: "deduplicated", wide: true}, {name: "held", wide: true}, {name: "verified"},
			{name: "verified_lower", wide: true}, {name: "verified_upper", wide: true}, {name: "missing", wide: true},
			{name: "verified_share"}]),
	];
}

// Only where there is more than one
function contract_column(words, contracts) {
	return contracts.length > 1 ? {name: "contract_id", text: true, class: "short",
		cell: (row) => words.own("contract", {n: row.contract_id})} : null;
}

function one_statement(words, rows, contract) {
	const sorted = [...rows].sort((a, b) => a.line - b.line);
	const price = Math.max(...sorted.map((row) => Math.abs(row.remaining ?? row.amount)));
	const title = contract === null ? null : words.own("contract", {n: contract});
	const list = table({words, view, caption: title ?? words.view(view).label, unsorted: true,
		rows: sorted.map((row) => ({...row, line_class: ["price", "payable", "balance"].includes(row.step)
			&& row.part === null ? "sum" : null})),
		columns: [
			{name: "step", text: true},
			{name: "reason", text: true, row_header: true, class: "prose", cell: (row) => [words.twin(row, "reason"),
				row.item ? h("span", {class: "beside"}, ` ${words.value(view, "item", row.item)}`) : null]},
			{name: "quantity", wide: true}, {name: "tariff", wide: true}, {name: "amount"}, {name: "remaining",
				wide: true},
			{name: "bar", label: words.own("bar"), unseen: true, text: true, class: "bar wide",
				cell: (row) => row.remaining < 0 ? "" : share_bar(row.remaining, price, row.step === "held" ? "plain"
					: "")}]});
	return title === null ? list : section(title, null, list);
}
