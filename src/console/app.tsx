import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { createQueryClient } from './api/queries.ts';
import { SimulatorPage } from './simulator-page.tsx';
import { LanguageProvider } from './ui/language.tsx';
import { resolveVariables, theme } from './ui/theme.ts';

export function App() {
  const [client] = useState(createQueryClient);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <LanguageProvider>
          <SimulatorPage />
        </LanguageProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
