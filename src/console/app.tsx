import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { createQueryClient } from './api/query-client.ts';
import { createConsoleRouter } from './routes.tsx';
import { useFocusKept } from './ui/focus.ts';
import { LanguageProvider } from './ui/language.tsx';
import { resolveVariables, theme } from './ui/theme.ts';

export function App() {
  const [client] = useState(createQueryClient);
  const [router] = useState(createConsoleRouter);
  useFocusKept();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <LanguageProvider>
          <Notifications position="top-right" />
          <RouterProvider router={router} />
        </LanguageProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
