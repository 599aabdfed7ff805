#!/usr/bin/env bash
# Makes the pictures and films of this folder, with metadata of every kind in which the word TTCANARY stands. They are kept in
# the repository; this is how they came to be. Not made here are `screen.*`, which have the profile that macOS makes of a screen,
# and `drone.mp4`, which has the subtitles of a drone. Debian: apt-get install ffmpeg libimage-exiftool-perl webp libjpeg-turbo-progs
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

film() { ffmpeg -v error -y -f lavfi -i "testsrc2=size=64x48:rate=5:duration=$1" "${@:2}"; }
tell() {
    exiftool -q -overwrite_original -m \
        -Make=TTCANARY -Model=TTCANARY -Software=TTCANARY -Artist=TTCANARY -Copyright=TTCANARY -SerialNumber=TTCANARY \
        -LensModel=TTCANARY -OwnerName=TTCANARY -UserComment=TTCANARY -ImageDescription=TTCANARY -ImageUniqueID=TTCANARY \
        -GPSLatitude=21.0285 -GPSLatitudeRef=N -GPSLongitude=105.8542 -GPSLongitudeRef=E -GPSAreaInformation=TTCANARY \
        -DateTimeOriginal='2026:11:22 10:11:12' -XMP-dc:Creator=TTCANARY -XMP-photoshop:City=TTCANARY "$@"
}

film 0.2 -frames:v 1 "$work/picture.png"
film 0.2 -frames:v 1 -pix_fmt yuvj420p -q:v 4 "$work/picture.jpg"
film 0.2 -frames:v 1 -vf scale=16:12 -pix_fmt yuvj420p "$work/small.jpg"

# As phones write them: lying on the side, with a thumbnail, IPTC, a comment.
jpegtran -copy none -optimize "$work/picture.jpg" >phone.jpg
tell -n -Orientation=6 "-ThumbnailImage<=$work/small.jpg" -IPTC:By-line=TTCANARY -IPTC:City=TTCANARY -Comment=TTCANARY \
    -Photoshop:PhotoshopQuality=4 phone.jpg
# Several scans, restart markers, EXIF in the other byte order.
jpegtran -copy none -progressive -restart 1 "$work/picture.jpg" >progressive.jpg
tell -ExifByteOrder=II -n -Orientation=8 progressive.jpg
# A motion photo: a film behind the picture.
film 1 -metadata comment=TTCANARY -c:v libx264 -preset ultrafast "$work/motion.mp4"
cat phone.jpg "$work/motion.mp4" >motion.jpg

cp "$work/picture.png" texts.png
tell -PNG:Comment=TTCANARY -PNG:Author=TTCANARY -PNG:ModifyDate='2026:11:22 10:11:12' texts.png
cp "$work/picture.png" packed.png
tell -z -PNG:Comment="$(printf 'TTCANARY %.0s' {1..60})" packed.png

cwebp -quiet -q 60 "$work/picture.png" -o lossy.webp
tell lossy.webp
cwebp -quiet -lossless "$work/picture.png" -o lossless.webp
tell lossless.webp
film 0.6 -c:v libwebp_anim -loop 0 animated.webp
tell animated.webp

sound=(-f lavfi -i sine=duration=1 -c:a aac -b:a 24k -shortest)
tags=(-metadata title=TTCANARY -metadata comment=TTCANARY -metadata artist=TTCANARY -metadata creation_time=2026-11-22T10:11:12Z)
film 1 "${sound[@]}" -c:v libx264 -preset ultrafast "${tags[@]}" film.mp4
where='21.0285 N, 105.8542 E'
exiftool -q -overwrite_original -m -Keys:Make=TTCANARY -Keys:Model=TTCANARY "-Keys:GPSCoordinates=$where" \
    "-UserData:GPSCoordinates=$where" -XMP-dc:Creator=TTCANARY -CreateDate='2026:11:22 10:11:12' film.mp4
film 1 "${sound[@]}" -c:v libx264 -preset ultrafast -movflags +faststart "${tags[@]}" film.mov
exiftool -q -overwrite_original -m -Keys:Make=TTCANARY "-Keys:GPSCoordinates=$where" -Keys:Software=TTCANARY film.mov
film 1 "${sound[@]}" -c:v libx264 -preset ultrafast -movflags frag_keyframe+empty_moov "${tags[@]}" fragments.mp4
film 1 -i phone.jpg -map 0 -c:v libx264 -preset ultrafast -timecode 00:00:00:00 "${tags[@]}" timecode.mov
