; The offline set-up for one user, made on Linux by `make windows`. VERSION, PACKAGE (the folder to install), FILES (a list of its
; files in a fixed order) and OUT come from .ci/windows.
; Every version has a folder of its own beneath %LOCALAPPDATA%\danvan-xl: an upgrade that fails leaves the earlier one whole.
; Exit codes: 0 done; 2 stopped by the person; 10 Excel is open; 11 too little space; 12 files cannot be written;
; 13 the add-in could not be put in place. Silent: /S; another place: /D=C:\danvan-xl (last, without quotes).
Unicode true
Target amd64-unicode
!ifdef QUICK   ; for the check: the same set-up, not packed small
  SetCompress off
!else
  SetCompressor /SOLID lzma
!endif
!include "MUI2.nsh"
!include "FileFunc.nsh"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\danvan-xl"
Name "Dân vận cho Excel ${VERSION}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\danvan-xl"
AllowSkipFiles off
ShowInstDetails show
ShowUninstDetails show
XPStyle on
BrandingText "danvan-xl ${VERSION}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "Dân vận cho Excel ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "Bộ cài này thêm thẻ “Dân vận” vào Excel của bạn và các mục “Dân vận” vào Start.$\r$\n$\r$\nKhông cần mạng, không cần quyền quản trị. Cài đè lên bản đang có được; thiết lập và tệp của bạn giữ nguyên.$\r$\n$\r$\nHãy lưu và đóng mọi cửa sổ Excel trước khi bấm Tiếp theo."
!define MUI_FINISHPAGE_TITLE "Đã cài xong"
!define MUI_FINISHPAGE_TEXT "Mở Excel: thẻ “Dân vận” nằm trên thanh công cụ. Nếu không thấy, vào Start > Dân vận > Chẩn đoán.$\r$\n$\r$\nNơi macro bị chặn: dùng các mục “Dân vận” trong Start, hoặc bấm phải vào thư mục phiếu > Tổng hợp thư mục này bằng Dân vận."
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Vietnamese"

Var Home   ; the folder of this version

!macro Stop CODE TEXT
  DetailPrint "${TEXT}"
  MessageBox MB_OK|MB_ICONEXCLAMATION "${TEXT}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

!macro StopIfExcelIsOpen
  FindWindow $0 "XLMAIN"
  StrCmp $0 0 +1 excel_open
  Goto excel_closed
  excel_open:
    !insertmacro Stop 10 "Excel đang mở. Hãy lưu và đóng mọi cửa sổ Excel rồi chạy lại."
  excel_closed:
!macroend

; Take away a folder of a version. Where something in it is held, its mark stays, so that a later set-up or removal finds it.
!macro Drop FOLDER
  RMDir /r "${FOLDER}"
  IfFileExists "${FOLDER}\*.*" 0 +3
    FileOpen $3 "${FOLDER}\python311._pth" w
    FileClose $3
!macroend

Section
  !insertmacro StopIfExcelIsOpen
  ; A free folder of this version: a repair must not write over what it replaces.
  StrCpy $1 1
  StrCpy $Home "$INSTDIR\${VERSION}"
  next_name:
    IfFileExists "$Home\*.*" 0 name_found
    IntOp $1 $1 + 1
    StrCpy $Home "$INSTDIR\${VERSION}-$1"
    Goto next_name
  name_found:
  ClearErrors
  CreateDirectory "$Home"
  IfErrors 0 +2
    Goto cannot_write
  ${DriveSpace} "$INSTDIR" "/D=F /S=M" $2
  IntCmp $2 ${NEEDED} enough 0 enough
    RMDir "$Home"
    !insertmacro Stop 11 "Ổ đĩa không đủ chỗ: cần ${NEEDED} MB. Hãy dọn bớt tệp rồi chạy lại; bản đang dùng (nếu có) vẫn nguyên vẹn."
  enough:
  ClearErrors
  SetOverwrite try
  !include "${FILES}"
  IfErrors cannot_write 0
  SetOutPath "$INSTDIR"   ; a process's own folder cannot be removed
  DetailPrint "Đang chuẩn bị Python (một đến hai phút)…"
  ; What says nothing for ten minutes will not end any more: Pop gives "timeout", and the earlier state stays.
  nsExec::ExecToLog /TIMEOUT=600000 '"$Home\python.exe" -B -P -m danvan_xl.excel.setup "$INSTDIR"'
  Pop $0
  StrCmp $0 0 installed
    !insertmacro Drop "$Home"
    !insertmacro Stop 13 "Không đặt được phần bổ trợ vào Excel (lý do ghi ở cửa sổ chi tiết). Bản đang dùng (nếu có) vẫn nguyên vẹn."
  cannot_write:
    SetOutPath "$INSTDIR"
    !insertmacro Drop "$Home"
    !insertmacro Stop 12 "Không ghi được vào $INSTDIR (thiếu quyền, hoặc phần mềm diệt vi-rút đang giữ tệp). Bản đang dùng (nếu có) vẫn nguyên vẹn. Nhờ cán bộ công nghệ thông tin cho phép ghi vào thư mục đó rồi chạy lại."
  installed:
  WriteUninstaller "$INSTDIR\go-bo.exe"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Dân vận cho Excel"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "danvan-xl"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\go-bo.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\go-bo.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  !insertmacro StopIfExcelIsOpen
  ReadRegStr $Home HKCU "Software\danvan-xl" "Home"
  IfFileExists "$Home\python.exe" 0 half_removed
    nsExec::ExecToLog /TIMEOUT=600000 '"$Home\python.exe" -B -P -m danvan_xl.excel.setup --remove "$INSTDIR"'
    Pop $0
    StrCmp $0 0 files
    !insertmacro Stop 13 "Không gỡ được phần bổ trợ khỏi Excel (lý do ghi ở cửa sổ chi tiết). Chưa xóa gì."
  half_removed:   ; what the program would have taken away itself
    Delete "$APPDATA\Microsoft\Excel\XLSTART\danvan_xl.xlam"
    Delete "$LOCALAPPDATA\danvan-xl\phieu-da-doc.sqlite"
    RMDir /r "$SMPROGRAMS\Dân vận"
    DeleteRegKey HKCU "Software\danvan-xl"
    DeleteRegKey HKCU "Software\Classes\Directory\shell\danvan-xl"
    DeleteRegKey HKCU "Software\Classes\Directory\Background\shell\danvan-xl"
  files:
  FindFirst $1 $2 "$INSTDIR\*"
  next_folder:
    StrCmp $2 "" folders_done
    IfFileExists "$INSTDIR\$2\python311._pth" 0 not_ours
      !insertmacro Drop "$INSTDIR\$2"
    not_ours:
    FindNext $1 $2
    Goto next_folder
  folders_done:
  FindClose $1
  Delete "$INSTDIR\danvan-xl.cmd"
  Delete "$INSTDIR\go-bo.exe"
  RMDir "$INSTDIR"   ; only when empty: the log of errors and whatever the person put there stay
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd
