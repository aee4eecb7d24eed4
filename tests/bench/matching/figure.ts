/** One row of the table. */
export interface Figure {
  readonly what: string;
  readonly figure: string;
  readonly wanted: string;
  readonly beside: string;
}

export function figure(what: string, value: number | string, wanted = '', beside = ''): Figure {
  return { what, figure: typeof value === 'number' ? value.toFixed(4) : value, wanted, beside };
}
