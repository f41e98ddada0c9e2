import fc from 'fast-check';

const pieces = [
  ...['[a]', '[b]', '[DEFAULT]', '[a] rest', '[ a]', '[a]b]', '[', ']', '[]', '[program:x]'],
  ...['k', 'Key', 'two words', '=', ':', ' = ', ' : ', '  ', ' ', '\t', 'v', 'value', '"', "'", '%', '\\'],
  ...[';', '#', ' ;', ' #', 'a;b', 'a#b', ' ; c', ' # c', '\u00a0', '\u0085', '\u001c', '\u2028', '\ufeff', 'é', '😀'],
  ...[
    '\n',
    '\n',
    '\n',
    '\n ',
    '\n  ',
    '\n\t',
    '\r\n',
    '\r',
    '\n\n',
    '\n; c\n',
    '\n  # c\n',
    '\nk = 1\n',
    '\n[a]\n',
    '\nk2: v\n',
  ],
];

/** Texts that look like confs, with everything that parsers disagree about. */
export const confText: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('', '[a]\n', '[a]\nk = v\n', '\n; c\n[b]\n  k = v\n'),
    fc.array(fc.constantFrom(...pieces), { maxLength: 14 }),
  )
  .map(([start, rest]) => start + rest.join(''));

/** Texts full of what shells and their imitations treat specially. */
export const shellText: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      ...['a', 'B2', '_', '/', '.', '-', ':', '+', '(', ')', '=', ',', '"', "'", '\\', ' ', '\t', '\n', '#', ';', '$'],
      ...['A=', ',B=', 'A="', '",', "A='", "',", 'é', '😀', '@', '?', '*', '|', '&'],
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
