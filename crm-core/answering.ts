import type { Asking, Ground } from './ports.ts';

/** Something that was done, or what is to be mended. */
interface Outcome {
  readonly __typename: string;
  readonly id?: string;
}

/** How a thing is read for the answer to a mutation, by its id and type. */
type Load = (asking: Asking, id: string, typename: string) => Promise<object | null | undefined>;

/** Makes resolvers of mutations: what was done is answered as it is by then, what is to be mended as it is said. */
export function answering(ground: Ground, load: Load) {
  return <Input>(change: (ground: Ground, asking: Asking, input: Input) => Promise<Outcome>) =>
    async (_: unknown, { input }: { input: Input }, asking: Asking): Promise<object> => {
      const { id, __typename, ...said } = await change(ground, asking, input);
      if (id === undefined) return { ...said, __typename };
      return { ...(await load(asking, id, __typename)), __typename };
    };
}
