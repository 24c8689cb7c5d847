// SPDX-License-Identifier: PostgreSQL
// Elements.  Text is always set as text: a name from the database is never read as HTML.

const SVG = "http://www.w3.org/2000/svg";

// h("p", {class: "note", onclick: f}, "text", element, null)    null and false are left out
export function h(tag, attributes, ...children) {
	return fill(document.createElement(tag), attributes, children);
}

// The same for an element of SVG.
export function s(tag, attributes, ...children) {
	return fill(document.createElementNS(SVG, tag), attributes, children);
}

// Elements one after the other, in no element of their own
export function together(...children) {
	return fill(document.createDocumentFragment(), null, children);
}

function fill(element, attributes, children) {
	for (const [name, value] of Object.entries(attributes ?? {})) {
		if (value === null || value === undefined || value === false) {
			continue;
		}
		if (name.startsWith("on")) {
			element.addEventListener(name.slice(2), value);
		} else if (name === "vars") {
			// by the object model: the policy of the page refuses style attributes
			for (const [key, setting] of Object.entries(value)) {
				element.style.setProperty(`--${key}`, setting);
			}
		} else {
			element.setAttribute(name, value === true ? "" : String(value));
		}
	}
	for (const child of children.flat(Infinity)) {
		if (child !== null && child !== undefined && child !== false) {
			element.append(child);
		}
	}
	return element;
}
