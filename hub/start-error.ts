/** The start cannot go on; the message is a sentence for the operator: what is wrong, and what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
