import { optionKeys, valued, type CompletedCommand, type Described } from './command-tree.ts';

/** Register-ArgumentCompleter -Native, of Windows PowerShell 5.1 and later: what it does not know is completed as a file. */
export function powershellCompletion(tree: readonly CompletedCommand[]): string {
  return [
    '# vigie completion powershell: load it with: vigie completion powershell | Out-String | Invoke-Expression',
    'Register-ArgumentCompleter -Native -CommandName vigie -ScriptBlock {',
    '    param($wordToComplete, $commandAst, $cursorPosition)',
    '    $others = @{',
    ...tree.map(({ path, commands, choices }) =>
      entry(path, [...commands, ...choices.map((name) => ({ name, description: name }))]),
    ),
    '    }',
    '    $options = @{',
    ...tree.map(({ path, options }) => entry(path, options.flatMap(namedFlags))),
    '    }',
    '    $values = @{',
    ...tree.flatMap((command) =>
      valued(command).flatMap((option) => {
        const names = typeof option.value === 'string' ? [] : option.value;
        const values = names.map((name) => ({ name, description: name }));
        return optionKeys(command, option).map((key) => entry(key, values));
      }),
    ),
    '    }',
    "    $at = ''",
    "    $before = ''",
    '    foreach ($element in @($commandAst.CommandElements | Select-Object -Skip 1)) {',
    '        if ($element.Extent.EndOffset -ge $cursorPosition) { break }',
    '        $before = $element.Extent.Text',
    '        $next = "$at $before".Trim()',
    '        if ($others.ContainsKey($next)) { $at = $next }',
    '    }',
    '    $key = "$at $before".Trim()',
    '    if ($values.ContainsKey($key)) { $found = $values[$key] }',
    "    elseif ($wordToComplete.StartsWith('-')) { $found = $options[$at] }",
    '    else { $found = $others[$at] }',
    '    $found | Where-Object { $_[0].StartsWith($wordToComplete) } | ForEach-Object {',
    "        [System.Management.Automation.CompletionResult]::new($_[0], $_[0], 'ParameterValue', $_[1])",
    '    }',
    '}',
    '',
  ].join('\n');
}

function namedFlags({ flags, description }: CompletedCommand['options'][number]): Described[] {
  return flags.map((name) => ({ name, description }));
}

/** Each with a comma before it: a list of one pair stays a list. */
function entry(key: string, items: readonly Described[]): string {
  const pairs = items.map(({ name, description }) => `,@(${word(name)}, ${word(description)})`);
  return `        ${word(key)} = @(${pairs.join('; ')})`;
}

/** A text as a string of PowerShell, nothing within it expanded. */
function word(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
