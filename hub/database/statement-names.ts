interface Statement {
  readonly sql: string;
  readonly args: readonly unknown[];
}

const mostNamed = 300;
const mostWatched = 3000;
const timesUnnamed = 5;

/**
 * Names for statements that come again and again, so that the server parses and plans each once per connection. One that
 * came a few times only has none, which the client knows as the empty name, and so have those after the three hundredth.
 */
export function statementNames(): (statement: Statement) => string {
  const names = new Map<string, string>();
  const seen = new Map<string, number>();
  const nameAgain = (sql: string): string => {
    const times = (seen.get(sql) ?? 0) + 1;
    if (times < timesUnnamed) {
      if (seen.size === mostWatched) seen.clear();
      seen.set(sql, times);
      return '';
    }
    const name = `schakel_${names.size}`;
    seen.delete(sql);
    names.set(sql, name);
    return name;
  };
  return ({ sql, args }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    return args.length === 0 || names.size === mostNamed ? '' : nameAgain(sql);
  };
}
