import {
  ActionIcon,
  Alert,
  Button,
  Group,
  Input,
  Modal,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { type Network, networkSchema, newPersonSchema } from '../../../contracts/simulator.ts';
import { failureOf } from '../../api/request.ts';
import { useAddPerson } from '../../api/simulator-queries.ts';
import { failureText } from '../../ui/failure-text.ts';
import { AddPersonIcon } from '../../ui/icons.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { LANGUAGES, type Language } from '../../ui/texts.ts';

/** Adds somebody who has not joined and opens the empty chat. */
export function NewPerson({ onAdded }: { onAdded: (personId: string) => void }) {
  const { t } = useLanguage();
  const [opened, { open, close }] = useDisclosure(false);

  return (
    <>
      <Tooltip label={t('new-title')}>
        <ActionIcon size={42} variant="default" aria-label={t('new-title')} onClick={open}>
          <AddPersonIcon />
        </ActionIcon>
      </Tooltip>
      <Modal
        opened={opened}
        onClose={close}
        title={t('new-title')}
        closeButtonProps={{ 'aria-label': t('close') }}
        centered
      >
        <NewPersonForm
          onAdded={(personId) => {
            close();
            onAdded(personId);
          }}
        />
      </Modal>
    </>
  );
}

function NewPersonForm({ onAdded }: { onAdded: (personId: string) => void }) {
  const { t, language } = useLanguage();
  const [name, setName] = useState('');
  const [speaks, setSpeaks] = useState<Language>(language);
  const [network, setNetwork] = useState<Network>('telegram');
  const [isNameMissing, setIsNameMissing] = useState(false);
  const add = useAddPerson();

  function submit(event: FormEvent): void {
    event.preventDefault();
    const person = newPersonSchema.safeParse({ name, language: speaks, network });
    setIsNameMissing(!person.success);
    if (person.success) add.mutate(person.data, { onSuccess: ({ id }) => onAdded(id) });
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">{t('new-explanation')}</Text>
        <TextInput
          data-autofocus
          label={t('new-name')}
          placeholder="H'Lan Êban"
          maxLength={60}
          value={name}
          error={isNameMissing ? t('new-name-missing') : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Input.Wrapper label={t('new-language')} labelElement="div">
          <SegmentedControl
            fullWidth
            aria-label={t('new-language')}
            value={speaks}
            onChange={setSpeaks}
            data={LANGUAGES.map((value) => ({ value, label: t(`language-${value}`) }))}
          />
        </Input.Wrapper>
        <Input.Wrapper label={t('new-network')} labelElement="div">
          <SegmentedControl
            fullWidth
            aria-label={t('new-network')}
            value={network}
            onChange={setNetwork}
            data={networkSchema.options.map((value) => ({ value, label: t('network', { network: value }) }))}
          />
        </Input.Wrapper>
        {add.isError && (
          <Alert color="red" role="alert">
            {failureText(failureOf(add.error), t)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={add.isPending}>
            {t('new-add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
