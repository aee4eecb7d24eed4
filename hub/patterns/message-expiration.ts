/** Message type → how many seconds after its `time` it is still worth anything. */
export type Lifetimes = Readonly<Record<string, number>>;

/** Whether a message came too late to act on. A clock that runs ahead of ours expires nothing. */
export function isExpired(message: { type: string; time: string }, lifetimes: Lifetimes, now: Date): boolean {
  const seconds = lifetimes[message.type];
  return seconds !== undefined && now.getTime() - Date.parse(message.time) > seconds * 1000;
}
