// SPDX-License-Identifier: PostgreSQL
// How values are shown.  Rounding is that of the database, half away from zero in decimals, so that a page and a query
// show the same digits.  toFixed() rounds the binary number: 1.005 would become 1.00.

// The decimals of a number as people write them: no exponent
function digits_of(value) {
	const [mantissa, exponent = "0"] = String(Math.abs(value)).split("e");
	const [whole, fraction = ""] = mantissa.split(".");
	const shift = Number(exponent);
	if (shift >= 0) {
		return [whole + fraction.slice(0, shift).padEnd(shift, "0"), fraction.slice(shift)];
	}
	const padded = whole.padStart(1 - shift, "0");
	return [padded.slice(0, shift), padded.slice(shift) + fraction];
}

// fixed(1234.565, 2) is "1,234.57"
export function fixed(value, decimals, trim = false) {
	if (value === null || value === undefined) {
		return "—";
	}
	if (typeof value !== "number" || !Number.isFinite(value)) {
		return value === "Infinity" ? "∞" : value === "-Infinity" ? "−∞" : String(value);
	}
	const [whole, fraction] = digits_of(value);
	const kept = fraction.slice(0, decimals).padEnd(decimals, "0");
	let rounded = BigInt(whole + kept);
	if (fraction.charAt(decimals) >= "5") {
		rounded += 1n;
	}
	const text = rounded.toString().padStart(decimals + 1, "0");
	const units = text.slice(0, text.length - decimals).replace(/\B(?=(\d{3})+$)/g, ",");
	let rest = decimals > 0 ? text.slice(text.length - decimals) : "";
	if (trim) {
		rest = rest.replace(/0+$/, "");
	}
	return (value < 0 && rounded !== 0n ? "−" : "") + units + (rest ? `.${rest}` : "");
}

// As a percentage, without a rounding in between: the decimal point moves by two places.
export function percent(value, decimals = 1) {
	if (typeof value !== "number" || !Number.isFinite(value)) {
		return fixed(value, decimals);
	}
	const [whole, fraction] = digits_of(value);
	const moved = fraction.padEnd(2, "0");
	return `${fixed(Math.sign(value) * Number(`${whole}${moved.slice(0, 2)}.${moved.slice(2) || "0"}`), decimals)} %`;
}

const SHARES = /(_share|_rate)$|^(p_top|p_bottom|p_bottom_shrunken|suspension_index|coverage|repetition|need_match)$/;
const SCORES = /^(score|score_.*|shadow_score|.*_score|satisfaction|std_error|lower|upper|.*_mean|assessed|gap)$/;
const MONEY = new RegExp("^(price|amount|remaining|payable|paid|paid_after|balance|owed|outstanding|to_approve|tariff"
	+ "|cost|unit_cost|quality_adjusted_unit_cost|income|resources)$");
const RATIOS = /^(gini|tilt|elasticity|persistence|divergence|concentration|need_concentration|top_bottom|funder_hhi)/;
const MORE_RATIOS = /^(dependence_on_.*|power_imbalance|parity|difference)$/;

// The kind of a column by its name: names mean the same in all answers
export function kind_of(column) {
	return SHARES.test(column) ? "share" : SCORES.test(column) ? "score" : MONEY.test(column) ? "money"
		: RATIOS.test(column) || MORE_RATIOS.test(column) ? "ratio" : "number";
}

export function show_number(value, kind) {
	switch (kind) {
		case "share": return percent(value);
		case "score": return fixed(value, 2);
		case "money": return fixed(value, 2);
		case "ratio": return fixed(value, 3);
		case "plain": return String(value);
		default: return fixed(value, 2, true);
	}
}

// A moment in the time zone of the workspace, as 2026-11-30 02:00
export function show_moment(moment, time_zone) {
	const parts = new Intl.DateTimeFormat("en-CA", {timeZone: time_zone, year: "numeric", month: "2-digit",
		day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23"}).formatToParts(new Date(moment));
	const part = Object.fromEntries(parts.map(({type, value}) => [type, value]));
	return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}`;
}
