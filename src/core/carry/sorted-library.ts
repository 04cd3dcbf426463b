/** A PowerShell function that the fact libraries of both sides rest on. */
export const SORTED = String.raw`# Texts in code unit order.
function Get-Sorted {
    param([string[]] $Texts)
    if ($null -eq $Texts) { $Texts = @() }
    [Array]::Sort($Texts, [StringComparer]::Ordinal)
    return , $Texts
}`;
