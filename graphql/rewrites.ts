import type { FetchNodePathSegment, FetchRewrite } from '@graphql-hive/router-query-planner';
import { type Entity, isEntity } from './run.ts';
import { type PossibleTypes, satisfying } from './types.ts';

/** Changes an object in place. */
export type Rewrite = (value: unknown) => void;

type Act = (owner: Entity, key: string) => void;

/** The planner's renamings and settings, compiled; undefined when there are none. */
export function compileRewrites(
  rewrites: readonly FetchRewrite[] | undefined,
  possible: PossibleTypes,
): Rewrite | undefined {
  if (!rewrites || rewrites.length === 0) return undefined;
  const compiled = rewrites.map((rewrite) => compileRewrite(rewrite, possible));
  return (value) => {
    for (const rewrite of compiled) rewrite(value);
  };
}

function compileRewrite(rewrite: FetchRewrite, possible: PossibleTypes): Rewrite {
  if ('KeyRenamer' in rewrite) {
    const { path, renameKeyTo } = rewrite.KeyRenamer;
    return along(path, possible, (owner, key) => {
      if (!(key in owner)) return;
      owner[renameKeyTo] = owner[key];
      delete owner[key];
    });
  }
  const { path, setValueTo } = 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite;
  return along(path, possible, (owner, key) => {
    owner[key] = setValueTo;
  });
}

function along(path: readonly FetchNodePathSegment[], possible: PossibleTypes, act: Act): Rewrite {
  const [segment, ...rest] = path;
  if (!segment) return () => {};
  const step =
    'Key' in segment
      ? throughKey(segment.Key, rest, possible, act)
      : throughType(segment, rest, possible, act);
  const each: Rewrite = (value) => {
    if (Array.isArray(value)) for (const item of value) each(item);
    else if (isEntity(value)) step(value);
  };
  return each;
}

function throughKey(key: string, rest: FetchNodePathSegment[], possible: PossibleTypes, act: Act) {
  if (rest.length === 0) return (value: Entity) => act(value, key);
  const next = along(rest, possible, act);
  return (value: Entity) => next(value[key]);
}

function throughType(
  segment: { TypenameEquals: string[] },
  rest: FetchNodePathSegment[],
  possible: PossibleTypes,
  act: Act,
) {
  const names = satisfying(segment.TypenameEquals, possible);
  const next = along(rest, possible, act);
  return (value: Entity) => {
    const name = value['__typename'];
    if (typeof name !== 'string' || names.has(name)) next(value);
  };
}
