/**
 * What travels through the hub, with the attribute names of CloudEvents 1.0.
 * The idempotent receiver keys on `source` + `id`; order is kept per `correlationid`.
 */
export interface Message<Data = unknown> {
  /** The remote's own id where it has one; the same fact told twice carries the same id. */
  readonly id: string;
  readonly source: string;
  /** `telephony.call.ended` (event, past participle) · `dosis.dossier.publish` (command, imperative). */
  readonly type: string;
  /** When it happened: an ISO 8601 instant in UTC. */
  readonly time: string;
  /** One per story: inherited by everything this message causes. */
  readonly correlationid: string;
  readonly data: Data;
}
