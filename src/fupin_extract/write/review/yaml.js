// YAML for a patch: every text in double quotes, as JSON has it, which is YAML too.

function scalar(value) {
  if (typeof value === "string") {
    // JSON leaves these as they are; YAML ends a line at some, and takes none of the others.
    const unsafe = /[\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]/gu;
    return JSON.stringify(value).replace(unsafe, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  }
  if (value === null || value === undefined) return "null";
  return String(value);
}

function isFlat(value) {
  return Array.isArray(value) && value.every((each) => typeof each !== "object" || each === null);
}

function lines(value, indent) {
  const found = [];
  for (const [key, part] of Object.entries(value)) {
    if (isFlat(part)) found.push(`${indent}${key}: [${part.map(scalar).join(", ")}]`);
    else if (Array.isArray(part)) found.push(`${indent}${key}:`, ...part.flatMap((each) => item(each, indent)));
    else if (part && typeof part === "object") found.push(`${indent}${key}:`, ...lines(part, `${indent}  `));
    else found.push(`${indent}${key}: ${scalar(part)}`);
  }
  return found;
}

function item(value, indent) {
  const [first, ...rest] = lines(value, `${indent}    `);
  return [`${indent}  - ${first.trimStart()}`, ...rest];
}

// An object of texts, numbers, lists and objects that are not empty.
export function toYaml(value) {
  return `${lines(value, "").join("\n")}\n`;
}
