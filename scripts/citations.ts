import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';

/** One place in a test that cites a statement of the specification of the Python Gateway Engine. */
export interface Citation {
  /** As the specification numbers it: `12`, or `N3`. */
  readonly id: string;
  /** As it is written, for whoever has to mend it. */
  readonly written: string;
  readonly file: string;
}

/** Where tests lie. */
const TESTS = ['packages/*/test/**/*.test.ts', '{release,bench,faults}/test/**/*.test.ts', 'test/*.test.ts'];
const ITEM = String.raw`[A-N]?\d+(?![\d.]*\d)|[A-N](?![\w-])`;
const LIST = new RegExp(String.raw`\bgwe ((?:${ITEM})(?:(?:, ?|–|-| to )(?:${ITEM}))*)`, 'g');

/** All citations in the titles and tables of all tests, in the order of files. */
export function citationsIn(root: string): readonly Citation[] {
  return globSync(TESTS, { cwd: root, exclude: ['**/node_modules'] })
    .sort()
    .flatMap((file) => {
      const source = readFileSync(join(root, file), 'utf8');
      return source.includes('gwe ')
        ? stringsOf(source).flatMap((text) => parseCitations(text).map((found) => ({ ...found, file })))
        : [];
    });
}

/** Reads `gwe 12`, `gwe 12, 13`, `gwe 103–107` (also with `-` and `to`), `gwe K137`, `gwe N3`. */
export function parseCitations(text: string): readonly Omit<Citation, 'file'>[] {
  return [...text.matchAll(LIST)].flatMap(([written, list]) =>
    (list ?? '').split(/, ?/).flatMap((item) => idsOf(item).map((id) => ({ id, written }))),
  );
}

function idsOf(item: string): readonly string[] {
  const [first = '', last] = item.split(/–|-| to /).map(withoutSection);
  if (last === undefined) return [first];
  const [from, to] = [Number(first), Number(last)];
  // A range that runs backwards, or one of the letters, names no statement: it is given back as it stands.
  return from < to ? Array.from({ length: to - from + 1 }, (_, index) => String(from + index)) : [item];
}

/** `K137` is statement 137, which lies in section K; the statements of section N have numbers of their own. */
const withoutSection = (item: string): string => (/^[A-M]\d/.test(item) ? item.slice(1) : item);

/** Every text in a source: titles, and the rows of tables that become titles. Comments prove nothing. */
function stringsOf(source: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('test.ts', source, ts.ScriptTarget.Latest));
  return found;
}
