import type { Connector } from '../hub/connector.ts';
import { hubSettings, settingNames, variableOf } from '../hub/settings.ts';

/** The text of `.env.example`: every setting of the hub and of its connectors, with its own explanation. */
export function envExample(connectors: readonly Connector[]): string {
  const hub = Object.entries(hubSettings.shape).map(([name, { description = '' }]) =>
    entry(name, description),
  );
  const parts = connectors.map((connector) => {
    const settings = settingNames(connector).map(({ name, description }) =>
      entry(variableOf(connector.name, name), description),
    );
    return [`# --- ${connector.name}: ${connector.summary}`, ...settings].join('\n');
  });
  return `${[...hub, ...parts].join('\n')}\n`;
}

function entry(name: string, description: string) {
  return `# ${description}\n#${name}=`;
}
