/** What bars are filled with, so that they can be told apart without colour. */
export const PATTERNS = `<svg class="patterns" aria-hidden="true" focusable="false"><defs>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ground" width="6" height="6"/><rect class="stroke" width="2" height="6"/></pattern>
<pattern id="fill-1" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect class="c1" width="6" height="6"/><rect class="over" width="1.5" height="6"/></pattern>
<pattern id="fill-2" width="5" height="5" patternUnits="userSpaceOnUse"><rect class="c2" width="5" height="5"/><circle class="over" cx="2.5" cy="2.5" r="1"/></pattern>
<pattern id="fill-3" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="c3" width="6" height="6"/><rect class="over" width="6" height="1.5"/></pattern>
<pattern id="fill-4" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="c4" width="6" height="6"/><rect class="over" width="1.5" height="6"/></pattern>
</defs></svg>
`;
