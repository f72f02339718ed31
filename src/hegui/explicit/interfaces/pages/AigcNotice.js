// The persistent notice of GB 45438-2025 5.6 as a React component. It needs React 16.8 or later
// and aigc-notice.css beside it (hegui page notice --css).
import { createElement } from "react";

const TEXT = "{{text}}";
const NAME = "{{name}}";

/**
 * @param {object} props
 * @param {"near" | "top" | "bottom" | "background"} [props.place] where it stands
 * @param {string} [props.text] a wording of your own; hegui checks it: hegui page notice --text
 * @param {string} [props.lang] the language of the text, for screen readers
 */
export function AigcNotice({ place = "near", text = TEXT, lang = "{{tag}}" }) {
  return createElement(
    "div",
    { className: "aigc-notice", role: "note", "aria-label": NAME, lang, dir: "auto", "data-place": place },
    text,
  );
}

export default AigcNotice;
