// The rows behind a bar, or behind one part of it.

const [BAR, PART, FACT, NOTICE, CLAUSE, WORK] = [0, 1, 2, 3, 4, 5];

// The rows of a bar as records; without a part, of all its parts. `notices` are title and place by number.
export function behind(rows, bar, part, notices) {
  return rows
    .filter((row) => row[BAR] === bar && (part === undefined || row[PART] === part))
    .map((row) => {
      const [title, region] = notices[row[NOTICE]] || [String(row[NOTICE]), ""];
      return { part: row[PART], fact: row[FACT], clause: row[CLAUSE], work: row[WORK], title, region };
    });
}

// Those that have all the words, wherever.
export function sieved(records, search) {
  const words = search.trim().toLowerCase().split(/\s+/u).filter(Boolean);
  return records.filter((record) => {
    const text = Object.values(record).join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
