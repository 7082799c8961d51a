@echo off
rem Cai dat Dan van cho Excel, khong can quyen quan tri. Hay giai nen ca tep .zip truoc khi chay.
chcp 65001 >nul
if not exist "%~dp0app\python.exe" goto not_unpacked
"%~dp0app\python.exe" -B -P -m danvan_xl.excel.setup --copy "%LOCALAPPDATA%\danvan-xl"
set CODE=%ERRORLEVEL%
if not "%1"=="/S" pause
exit /b %CODE%
:not_unpacked
echo Hãy bấm phải vào tệp .zip, chọn Giải nén tất cả (Extract All), rồi chạy CAI-DAT trong thư mục vừa giải nén.
if not "%1"=="/S" pause
exit /b 12
