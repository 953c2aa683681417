; Stands in for Switchyard.exe: runs until it is asked to quit, as the desktop app does.
Unicode true
Target amd64-unicode
!include LogicLib.nsh
!include FileFunc.nsh
Name "Switchyard"
OutFile "${OUTPUT}"
RequestExecutionLevel user
SilentInstall silent
Section
  ${GetParameters} $R0
  ${If} $R0 == "--quit"
    FileOpen $0 "$TEMP\switchyard-quit" w
    FileClose $0
    Quit
  ${EndIf}
  Delete "$TEMP\switchyard-quit"
  FileOpen $0 "$TEMP\switchyard-runs-${VERSION}" w
  FileClose $0
  ${DoUntil} ${FileExists} "$TEMP\switchyard-quit"
    Sleep 50
  ${Loop}
  Delete "$TEMP\switchyard-runs-${VERSION}"
SectionEnd
