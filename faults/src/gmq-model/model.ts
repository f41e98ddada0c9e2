/** One value of a series. */
export interface Point {
  readonly timestamp: number;
  readonly text: string;
}

/** What the platform has to hold in the end, alias by alias. */
export interface Model {
  /** Exactly these values at exactly these times. */
  readonly exact: Map<string, Map<number, string>>;
  /** Each of these values once, at the second asked for or a later one. */
  readonly once: Map<string, { readonly asked: number; readonly texts: string[] }>;
  /** At least once: an immediate write that went unanswered may stand there at two times (README of gmq). */
  readonly atLeastOnce: Map<string, string>;
}

/** How a platform's series differ from the model's. */
export interface Difference {
  lost: number;
  duplicated: number;
  readonly notes: string[];
}

/** A model of nothing. */
export function createModel(): Model {
  return { exact: new Map(), once: new Map(), atLeastOnce: new Map() };
}

/** Compares. What is there and should not be, or stands at another time, counts as doubled. */
export function compareWithModel(model: Model, historyOf: (alias: string) => readonly Point[]): Difference {
  const difference: Difference = { lost: 0, duplicated: 0, notes: [] };
  const note = (kind: 'lost' | 'duplicated', alias: string, text: string): void => {
    difference[kind] += 1;
    difference.notes.push(`${kind}: ${text} of ${alias}`);
  };

  for (const [alias, expected] of model.exact) {
    const found = new Map(historyOf(alias).map(({ timestamp, text }) => [timestamp, text]));
    for (const [timestamp, text] of expected) if (found.get(timestamp) !== text) note('lost', alias, text);
    for (const [timestamp, text] of found) if (expected.get(timestamp) !== text) note('duplicated', alias, text);
  }
  for (const [alias, { asked, texts }] of model.once) {
    const found = historyOf(alias);
    for (const text of texts) {
      const times = found.filter((point) => point.text === text);
      if (!times.some(({ timestamp }) => timestamp >= asked)) note('lost', alias, text);
      if (times.length > 1) note('duplicated', alias, text);
    }
  }
  for (const [alias, text] of model.atLeastOnce) {
    if (!historyOf(alias).some((point) => point.text === text)) note('lost', alias, text);
  }
  return difference;
}
