interface Named {
  readonly givenName: string;
  readonly familyName: string;
}

interface Placed {
  readonly street: string;
}

/** `J… P…`. */
export function maskName({ givenName, familyName }: Named): string {
  return `${begin(givenName, 1)} ${begin(familyName, 1)}`;
}

/** `Tiensestr…`: two thirds of the street, and neither number nor place. */
export function maskAddress({ street }: Placed): string {
  return begin(street, Math.ceil([...street].length * 0.6));
}

function begin(text: string, length: number): string {
  return `${[...text].slice(0, length).join('')}…`;
}
