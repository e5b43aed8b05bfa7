// Light, dark, or as the system is. The dark colours stand once in the style, behind a media query; what is chosen
// changes its condition.

import { forget, keep, kept } from "./keep.js";

const SYSTEM = "screen and (prefers-color-scheme: dark)";
const CONDITIONS = { auto: SYSTEM, light: "not all", dark: "screen" };

function darkRule() {
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) if (rule.media && rule.cssText.includes("--dark")) return rule;
  }
  return null;
}

const dark = { rule: null };

export function setTheme(name) {
  dark.rule = dark.rule || darkRule();
  if (dark.rule) dark.rule.media.mediaText = CONDITIONS[name];
  if (name === "auto") forget("theme");
  else keep("theme", name);
}

export function themeKept() {
  const name = kept("theme");
  return Object.keys(CONDITIONS).includes(name) ? name : "auto";
}

export const THEMES = Object.keys(CONDITIONS);
